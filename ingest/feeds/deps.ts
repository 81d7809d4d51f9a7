import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/db/database.ts';
import type { ObjectStore } from '../../infra/object-store/object-store.ts';
import type { Credentials } from './connector.ts';
import type { HttpDoor } from '../../infra/outbound/door.ts';

/** The doors of feed steps. */
export type FeedDeps = {
  readonly db: Pick<Database, 'offers'>;
  readonly store: ObjectStore;
  readonly clock: Clock;
  /** Waits between requests; real time, whatever the clock says. */
  readonly sleep: (ms: number) => Promise<void>;
  /** API credentials of a connector, null when none are configured. */
  readonly credentials: (connector: string) => Credentials | null;
  /** API key of a connector, null when none is configured. Absent: no connector has one. */
  readonly apiKey?: (connector: string) => string | null;
  /** Absent: nothing is fetched, only files are read. */
  readonly http?: HttpDoor;
};
