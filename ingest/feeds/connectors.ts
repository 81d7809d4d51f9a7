import { JokaError } from '../../game/errors.ts';
import type { Connector } from './connector.ts';
import { franceTravail } from './francetravail/connector.ts';

/** Every kind of feed that can be read, by the name given to `joka ingest`. */
export const CONNECTORS: Readonly<Record<string, Connector>> = { [franceTravail.id]: franceTravail };

/** @throws JokaError FEED_SOURCE_UNKNOWN */
export const connectorOf = (id: string): Connector => {
  const connector = CONNECTORS[id];
  if (!connector) throw new JokaError('FEED_SOURCE_UNKNOWN', { source: id });
  return connector;
};
