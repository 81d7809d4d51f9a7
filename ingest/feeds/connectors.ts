import { JokaError } from '../../game/errors.ts';
import type { Connector, FeedOrigin } from './connector.ts';
import { engagement } from './engagement/connector.ts';
import { franceTravail } from './francetravail/connector.ts';
import { jobPosting } from './jobposting/connector.ts';
import { laBonneAlternance } from './labonnealternance/connector.ts';
import { MAPPED, mappedConnector } from './mapped/connector.ts';

/** Every kind of feed with code of its own, by the name given to `joka ingest`. */
export const CONNECTORS: Readonly<Record<string, Connector>> = Object.fromEntries(
  [franceTravail, laBonneAlternance, engagement, jobPosting].map((connector) => [connector.id, connector]),
);

/** What reads a run's origin. @throws JokaError FEED_SOURCE_UNKNOWN */
export const connectorOf = (origin: Pick<FeedOrigin, 'connector' | 'mapping'>): Connector => {
  if (origin.connector === MAPPED && origin.mapping) return mappedConnector(origin.mapping);
  const connector = CONNECTORS[origin.connector];
  if (!connector) throw new JokaError('FEED_SOURCE_UNKNOWN', { source: origin.connector });
  return connector;
};
