import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/db/database.ts';
import type { ObjectStore } from '../../infra/object-store/object-store.ts';
import type { Credentials } from './connector.ts';

/** The doors of feed steps. */
export type FeedDeps = {
  readonly db: Pick<Database, 'offers'>;
  readonly store: ObjectStore;
  readonly clock: Clock;
  /** Waits between requests; real time, whatever the clock says. */
  readonly sleep: (ms: number) => Promise<void>;
  /** API credentials of a source, null when none are configured. */
  readonly credentials: (source: string) => Credentials | null;
};
