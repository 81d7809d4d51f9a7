import { setTimeout as sleep } from 'node:timers/promises';
import { JokaError } from '../../game/errors.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/db/database.ts';
import { readyRows } from '../outbox.ts';
import { freeDeadHolders, inlineHolder, LEASE_MS } from '../runs/lease.ts';
import type { Registry } from '../work.ts';
import { advanceToRest, type Rest } from './advance.ts';
import { type Queue, startQueue } from './queue.ts';

export type InlineRunnerOptions = {
  readonly db: Pick<Database, 'ops'>;
  readonly registry: Registry;
  readonly clock: Clock;
  /** Connection string for graphile-worker, whose user may create its schema. Only `start` needs it. */
  readonly url?: string;
  /** Runs advanced at the same time. Default 1: a fixed order, for tests and the demo. */
  readonly concurrency?: number;
  /** How long a silent holder keeps its run, in ms. Default 60,000. */
  readonly leaseMs?: number;
  /** Pause before a failed step is tried again by `runUntilIdle`, in ms, doubled each time up to 2 s. Default 50. */
  readonly pauseMs?: number;
  /** How often `start` looks for open rows, in ms. Default 500. */
  readonly pollMs?: number;
  /** Told of failures of the machinery itself: the database away, a task of graphile-worker that failed. */
  readonly onError?: (message: string) => void;
  /** Told of each run that comes to rest: kind, row id and where it stands. */
  readonly onRest?: (kind: string, outbox: string, rest: Rest) => void;
};

/** Advances pipelines inside this process, over PostgreSQL alone. */
export type InlineRunner = {
  /** Works until no open row can be advanced at the clock's present. Needs no `start`; schedules do not fire. */
  runUntilIdle(): Promise<void>;
  /** Works in the background: claims, back-off and cron by graphile-worker. @throws JokaError RUNNER_NOT_CONNECTED. */
  start(): Promise<void>;
  /** Lets running steps end, then stops. */
  stop(): Promise<void>;
};

export const createInlineRunner = (options: InlineRunnerOptions): InlineRunner => {
  const { registry, clock, leaseMs = LEASE_MS, pauseMs = 50, concurrency = 1 } = options;
  const db = options.db.ops;
  let queue: Queue | null = null;

  const advance = async (row: { id: string; kind: string }): Promise<Rest> => {
    const work = registry[row.kind];
    const rest = work
      ? await advanceToRest({ db, clock, work, holder: inlineHolder(), leaseMs }, row.id)
      : 'held';
    options.onRest?.(row.kind, row.id, rest);
    return rest;
  };

  const drain = async (row: { id: string; kind: string }): Promise<void> => {
    for (let pause = pauseMs; (await advance(row)) === 'retry'; pause = Math.min(2000, pause * 2))
      await sleep(pause);
  };

  return {
    runUntilIdle: async () => {
      await freeDeadHolders(db);
      for (;;) {
        const ready = (await readyRows(db, new Date(clock.now()))).filter((row) => row.kind in registry);
        if (ready.length === 0) return;
        const lanes = Array.from({ length: concurrency }, async () => {
          for (let row = ready.shift(); row !== undefined; row = ready.shift()) await drain(row);
        });
        await Promise.all(lanes);
      }
    },
    start: async () => {
      const { url, pollMs = 500, onError = () => undefined } = options;
      if (url === undefined) throw new JokaError('RUNNER_NOT_CONNECTED');
      const kinds = Object.keys(registry);
      queue ??= await startQueue({ url, db, clock, concurrency, kinds, pollMs, advance, onError });
    },
    stop: async () => {
      await queue?.stop();
      queue = null;
    },
  };
};
