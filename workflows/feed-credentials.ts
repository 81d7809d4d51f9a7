import type { Config } from '../infra/config.ts';
import type { FeedDeps } from '../ingest/feeds/deps.ts';

/** The API credentials the configuration holds, by connector. */
export const feedCredentials = (config: Config): Required<Pick<FeedDeps, 'credentials' | 'apiKey'>> => {
  const clientId = config.JOKA_FRANCETRAVAIL_CLIENT_ID;
  const clientSecret = config.JOKA_FRANCETRAVAIL_CLIENT_SECRET;
  const keys: Readonly<Record<string, string | null>> = {
    labonnealternance: config.JOKA_LBA_API_KEY,
    engagement: config.JOKA_ENGAGEMENT_API_KEY,
  };
  return {
    credentials: (connector) =>
      connector !== 'francetravail' || clientId === null || clientSecret === null
        ? null
        : { clientId, clientSecret },
    apiKey: (connector) => keys[connector] ?? null,
  };
};
