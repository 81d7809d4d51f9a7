import { type Kysely, sql } from 'kysely';
import type { Tables } from '../infra/db/tables.ts';
import type { Json } from '../infra/pipeline.ts';

/** A piece of work: its kind and the id of the row it is about. */
export type Cause = { readonly kind: string; readonly subject: string };

/**
 * Asks for work, in the transaction of the fact that causes it. While the same work is open, a further cause makes it
 * begin again before it closes (migration 030), so nothing written here is overlooked.
 */
export const cause = async (trx: Kysely<Tables>, { kind, subject }: Cause, at: Date): Promise<void> => {
  await trx
    .insertInto('ops.outbox')
    .values({ kind, subject, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** Tells a run that waits, or will wait, for `signal`. The value holds ids and hashes, never a text of a person. */
export const signal = async (
  trx: Kysely<Tables>,
  { kind, subject, signal: name, value }: Cause & { readonly signal: string; readonly value: Json },
  at: Date,
): Promise<void> => {
  await trx
    .insertInto('ops.signals')
    .values({ kind, subject, signal: name, value: JSON.stringify(value), at })
    .execute();
};

/** An open row that some runner could advance now. */
export type Ready = {
  readonly id: string;
  readonly kind: string;
  readonly attempt: number;
  /** Advances saved so far; null when no runner has begun. */
  readonly steps: number | null;
};

/**
 * Open rows that nobody holds and that are not waiting in vain, oldest first: new ones, abandoned ones, and those whose
 * signal has come or whose wait is over at `now`.
 */
export const readyRows = (db: Kysely<Tables>, now: Date, limit = 200): Promise<Ready[]> =>
  db
    .selectFrom('ops.outbox as o')
    .leftJoin('ops.pipeline_runs as r', 'r.outbox_id', 'o.id')
    .select(['o.id', 'o.kind', 'o.attempt', 'r.steps'])
    .where('o.closed_at', 'is', null)
    .where('o.paused_at', 'is', null)
    .where(
      sql<boolean>`(r.outbox_id IS NULL
        OR (r.status = 'running' AND coalesce(r.lease_until <= clock_timestamp(), true))
        OR (r.status = 'waiting' AND (r.wait_until <= ${now} OR EXISTS (
             SELECT 1 FROM ops.signals s WHERE s.kind = o.kind AND s.subject = o.subject
               AND s.signal = r.wait_for AND s.consumed_at IS NULL))))`,
    )
    .orderBy('o.created_at')
    .orderBy('o.id')
    .limit(limit)
    .execute();
