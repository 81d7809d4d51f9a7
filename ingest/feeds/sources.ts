import type { Source } from '../offers/draft.ts';
import type { FeedOrigin } from './connector.ts';
import { ENGAGEMENT, ENGAGEMENT_URL } from './engagement/source.ts';
import { FRANCE_TRAVAIL, FRANCE_TRAVAIL_URL } from './francetravail/source.ts';
import { LA_BONNE_ALTERNANCE, LBA_URL } from './labonnealternance/source.ts';

/** An official source that credentials alone switch on. */
export type OfficialSource = {
  readonly source: Source;
  readonly connector: string;
  /** Base address of its API. */
  readonly url: string;
  /** Variables of the environment it needs. */
  readonly needs: readonly string[];
  /** Where credentials are given out. */
  readonly from: string;
  /** Swept department by department; else read whole. */
  readonly byDepartment: boolean;
  /** What a schedule runs, as cron in UTC. */
  readonly schedules: Readonly<Partial<Record<NonNullable<FeedOrigin['mode']>, string>>>;
};

/** Every official source, by id. */
export const OFFICIAL_SOURCES: readonly OfficialSource[] = [
  {
    source: FRANCE_TRAVAIL,
    connector: 'francetravail',
    url: FRANCE_TRAVAIL_URL,
    needs: ['JOKA_FRANCETRAVAIL_CLIENT_ID', 'JOKA_FRANCETRAVAIL_CLIENT_SECRET'],
    from: 'https://francetravail.io',
    byDepartment: true,
    schedules: { fast: '*/15 * * * *', full: '10 2 * * *' },
  },
  {
    source: LA_BONNE_ALTERNANCE,
    connector: 'labonnealternance',
    url: LBA_URL,
    needs: ['JOKA_LBA_API_KEY'],
    from: 'https://api.apprentissage.beta.gouv.fr',
    byDepartment: false,
    schedules: { full: '40 3 * * *' },
  },
  {
    source: ENGAGEMENT,
    connector: 'engagement',
    url: ENGAGEMENT_URL,
    needs: ['JOKA_ENGAGEMENT_API_KEY'],
    from: 'https://api-engagement.beta.gouv.fr',
    byDepartment: false,
    schedules: { full: '20 4 * * *' },
  },
];

export const officialSource = (id: string): OfficialSource | null =>
  OFFICIAL_SOURCES.find(({ source }) => source.id === id) ?? null;
