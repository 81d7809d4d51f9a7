import type { FastifyInstance } from 'fastify';
import type { Sessions } from '../../api/accounts/sessions.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/db/database.ts';
import type { ObjectStore } from '../../infra/object-store/object-store.ts';
import type { Town } from '../../town/town.ts';
import type { InlineRunner } from '../../workflows/inline/runner.ts';
import type { Progress } from '../progress.ts';
import type { ApiClient } from './api-client.ts';

/** What playing the town works with. The clock is set by the town's calendar, never by this machine's. */
export type DemoDoors = {
  readonly db: Database;
  readonly store: ObjectStore;
  readonly clock: Clock & { set(at: number): void };
  readonly app: FastifyInstance;
  readonly api: ApiClient;
  readonly sessions: Sessions;
  readonly runner: InlineRunner;
  readonly progress: Progress;
  /** Directory for the pages of the town's job feed, absolute. */
  readonly feedDir: string;
};

/** The town and the doors it is played through. */
export type Stage = DemoDoors & { readonly town: Town };
