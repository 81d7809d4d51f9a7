import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, parseCronItems, run, type Task } from 'graphile-worker';
import type { Kysely } from 'kysely';
import type { Clock } from '../../infra/clock.ts';
import type { Tables } from '../../infra/db/tables.ts';
import { openPool } from '../../infra/db/pool.ts';
import { MAX_TRIES } from '../runs/fail.ts';
import { freeDeadHolders } from '../runs/lease.ts';
import { enabledSchedules, fire, scheduleMark } from '../schedules.ts';
import { enqueueReady } from './enqueue.ts';
import type { Rest } from './advance.ts';

export type QueueDeps = {
  readonly url: string;
  readonly db: Kysely<Tables>;
  readonly clock: Clock;
  readonly concurrency: number;
  readonly kinds: readonly string[];
  /** How often open rows are looked for, in ms: the delay before a new cause is taken up. */
  readonly pollMs: number;
  /** How often the schedules' rows are looked at, in ms. Default 30,000. */
  readonly schedulesMs?: number;
  readonly advance: (row: { id: string; kind: string }) => Promise<Rest>;
  readonly onError: (message: string) => void;
};

export type Queue = { stop(): Promise<void> };

const LATER = 'is tried again later';
const SCHEDULES_MS = 30_000;
const BACKFILL_MS = 7 * 24 * 3600 * 1000;

/** Cron of graphile-worker from ops.schedules. What was missed while nothing ran fires once at the next start. */
const cronOf = (schedules: readonly { name: string; cron: string }[]) =>
  parseCronItems(
    schedules.map(({ name, cron }) => ({
      task: 'fire',
      match: cron,
      identifier: name,
      payload: { schedule: name },
      options: { backfillPeriod: BACKFILL_MS, jobKey: `fire/${name}`, maxAttempts: MAX_TRIES },
    })),
  );

/**
 * Lets graphile-worker decide when each open row is advanced: one job per row, its back-off, and the schedules' cron.
 * The outbox stays the truth: a job that is lost or doubled only changes when a row is looked at.
 */
export const startQueue = async (deps: QueueDeps): Promise<Queue> => {
  const { url, db, clock, concurrency, advance, onError } = deps;
  const stopping = new AbortController();
  const pool = openPool(url, { name: 'joka:queue', max: concurrency + 2 });
  // A connection that breaks while it listens must not end the process; the library connects again.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const tasks: Record<'advance' | 'fire', Task> = {
    advance: async (payload) => {
      const row = payload as { id: string; kind: string };
      // The failure is kept with the run; the job fails too, so that its back-off decides when to come back.
      if ((await advance(row)) === 'retry') throw new Error(`${row.kind} ${row.id} ${LATER}`);
    },
    fire: async (payload) => {
      await fire(db, clock, (payload as { schedule: string }).schedule);
    },
  };
  const begin = async () =>
    run({
      pgPool: pool,
      taskList: tasks,
      parsedCronItems: cronOf(await enabledSchedules(db)),
      concurrency,
      pollInterval: 1000,
      noHandleSignals: true,
      logger: new Logger(() => (level: string, message) => {
        if (level === 'error' && !message.includes(LATER)) onError(message);
      }),
    });
  let mark = await scheduleMark(db);
  let runner = await begin();
  /** The library reads its cron once: when a schedule's row changes, it is begun again, running jobs ended first. */
  const followSchedules = async (): Promise<void> => {
    const now = await scheduleMark(db);
    if (now === mark) return;
    await runner.stop();
    runner = await begin();
    mark = now;
  };
  let lookedAt = performance.now();
  const relay = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await freeDeadHolders(db);
        await enqueueReady(pool, deps.kinds, new Date(clock.now()));
        if (performance.now() - lookedAt > (deps.schedulesMs ?? SCHEDULES_MS)) {
          lookedAt = performance.now();
          await followSchedules();
        }
      } catch (error) {
        onError(`Looking for open work: ${error instanceof Error ? error.message : String(error)}`);
      }
      await sleep(deps.pollMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const relaying = relay();
  return {
    stop: async () => {
      stopping.abort();
      await relaying;
      await runner.stop();
      await pool.end();
    },
  };
};
