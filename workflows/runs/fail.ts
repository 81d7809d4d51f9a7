import { type Kysely, sql } from 'kysely';
import { ERRORS, type ErrorCode, JokaError } from '../../game/errors.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Tables } from '../../infra/db/tables.ts';
import { scrub } from '../../infra/log/scrub.ts';
import type { Claimed } from './claim.ts';
import { iso } from './lease.ts';
import { close } from './save.ts';

/** Tries of one step before a transient failure ends the run, under both runners. */
export const MAX_TRIES = 8;

/** A failure as the run keeps it. `terminal`: trying again cannot help. */
export type Failure = { readonly code: ErrorCode; readonly message: string; readonly terminal: boolean };

const isCode = (code: string): code is ErrorCode => code in ERRORS;

/** What a failed step means. Errors without a code are taken as transient: they get their tries, then the run ends. */
export const failureOf = (kind: string, error: unknown): Failure => {
  if (error instanceof JokaError && isCode(error.code))
    return { code: error.code, message: error.message, terminal: error.spec.kind === 'terminal' };
  const reason = scrub(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  const { message } = new JokaError('RUN_STEP_CRASHED', { kind, reason: reason.slice(0, 500) });
  return { code: 'RUN_STEP_CRASHED', message, terminal: false };
};

/**
 * Keeps a failure. A terminal one, or the last try, ends the run as failed and closes its row; otherwise the run is
 * let go with one more try counted, and its runner comes back to it after a while.
 */
export const fail = (
  deps: { db: Kysely<Tables>; clock: Clock },
  run: Pick<Claimed, 'outbox' | 'kind' | 'subject' | 'holder' | 'tries'>,
  failure: Failure,
): Promise<'failed' | 'retry' | 'superseded'> =>
  deps.db.transaction().execute(async (trx) => {
    const now = iso(deps.clock);
    await sql`SELECT 1 FROM ops.outbox WHERE id = ${run.outbox} FOR UPDATE`.execute(trx);
    const ends = failure.terminal || run.tries + 1 >= MAX_TRIES;
    const { numUpdatedRows } = await trx
      .updateTable('ops.pipeline_runs')
      .set({
        tries: run.tries + 1,
        error_code: failure.code,
        error_message: failure.message,
        updated_at: now,
        ...(ends ? { status: 'failed' as const, finished_at: now } : { holder: null, lease_until: null }),
      })
      .where('outbox_id', '=', run.outbox)
      .where('holder', '=', run.holder)
      .where('status', '=', 'running')
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return 'superseded';
    if (ends) await close(trx, run, 'failed', now);
    return ends ? 'failed' : 'retry';
  });

/** Shows the last failure of a run that Temporal will try again by itself. */
export const noteFailure = async (
  { db, clock }: { db: Kysely<Tables>; clock: Clock },
  run: { outbox: string; holder: string; attempt: number },
  failure: Failure,
): Promise<void> => {
  await db
    .updateTable('ops.pipeline_runs')
    .set({
      tries: run.attempt,
      error_code: failure.code,
      error_message: failure.message,
      updated_at: iso(clock),
    })
    .where('outbox_id', '=', run.outbox)
    .where('holder', '=', run.holder)
    .where('status', '=', 'running')
    .execute();
};
