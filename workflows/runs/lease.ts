import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type Kysely, sql } from 'kysely';
import type { Clock } from '../../infra/clock.ts';
import type { Tables } from '../../infra/db/tables.ts';

export type RunnerName = 'inline' | 'temporal';

/** How long a holder may stay silent before its run is taken over, in ms; renewed at a third of it. */
export const LEASE_MS = 60_000;

/** The clock's present as PostgreSQL reads it. */
export const iso = (clock: Clock): string => new Date(clock.now()).toISOString();

/** Names this process as a holder: `inline|<host>|<pid>|<random>`, so that a neighbour can tell whether it lives. */
export const inlineHolder = (): string => `inline|${hostname()}|${process.pid}|${randomUUID()}`;

const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/**
 * Frees the runs held by processes of this machine that are dead, so that after a crash nobody waits for a lease.
 * A process id used again by another program only means waiting for the lease after all.
 */
export const freeDeadHolders = async (db: Kysely<Tables>): Promise<void> => {
  const held = await db
    .selectFrom('ops.pipeline_runs')
    .select('holder')
    .distinct()
    .where('status', '=', 'running')
    .where('holder', 'like', 'inline|%')
    .execute();
  const dead = held.flatMap(({ holder }) => {
    const [, host, pid] = (holder ?? '').split('|');
    return holder !== null && host === hostname() && !lives(Number(pid)) ? [holder] : [];
  });
  if (dead.length === 0) return;
  await db
    .updateTable('ops.pipeline_runs')
    .set({ holder: null, lease_until: null })
    .where('status', '=', 'running')
    .where('holder', 'in', dead)
    .execute();
};

/** Says that the holder is alive. Answers false when the run is no longer its own. */
export const renewLease = async (
  db: Kysely<Tables>,
  run: { outbox: string; holder: string },
  leaseMs = LEASE_MS,
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('ops.pipeline_runs')
    .set({ lease_until: sql<Date>`clock_timestamp() + ${leaseMs} * interval '1 millisecond'` })
    .where('outbox_id', '=', run.outbox)
    .where('holder', '=', run.holder)
    .where('status', '=', 'running')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** Runs `work` while renewing the lease of its run. */
export const holding = async <T>(
  db: Kysely<Tables>,
  run: { outbox: string; holder: string },
  leaseMs: number,
  work: () => Promise<T>,
): Promise<T> => {
  const timer = setInterval(
    () => {
      // A failed renewal is not a failure of the step: the save that follows finds out whether the run is still ours.
      renewLease(db, run, leaseMs).catch(() => undefined);
    },
    Math.max(1000, leaseMs / 3),
  );
  timer.unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
};
