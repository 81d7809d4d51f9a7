import type { Config } from '../infra/config.ts';
import type { FeedDeps } from '../ingest/feeds/deps.ts';

/** The API credentials the configuration holds; the same for every source read through the one API that needs any. */
export const feedCredentials = (config: Config): FeedDeps['credentials'] => {
  const clientId = config.JOKA_FRANCETRAVAIL_CLIENT_ID;
  const clientSecret = config.JOKA_FRANCETRAVAIL_CLIENT_SECRET;
  return () => (clientId === null || clientSecret === null ? null : { clientId, clientSecret });
};
