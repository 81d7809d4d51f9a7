import type { Kysely, Transaction } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { Json, Next } from '../../infra/pipeline.ts';
import type { Work } from '../work.ts';
import type { Claimed } from './claim.ts';
import { iso } from './lease.ts';

/** What to save: the run as it was claimed or last saved, and what `advance` answered. */
export type Advanced = { readonly run: Claimed; readonly state: Json; readonly next: Next };

/** The run as it stands after a save: in hand (`again`), waiting, or closed. */
export type Saved = { readonly next: 'again'; readonly run: Claimed } | { readonly next: 'waiting' | 'done' };

type Stored = { status: string; steps: number; state: Json; again: number };

const answerOf = (run: Claimed, stored: Stored): Saved => {
  if (stored.status !== 'running') return { next: stored.status === 'waiting' ? 'waiting' : 'done' };
  const { state, steps, again } = stored;
  return { next: 'again', run: { ...run, state, steps, again, tries: 0, woken: null, signal: null } };
};

/** The row is not as expected: either this very save was made before and its answer lost, or the run is another's. */
const repeated = async (trx: Transaction<Tables>, run: Claimed): Promise<Saved> => {
  const stored = await trx
    .selectFrom('ops.pipeline_runs')
    .select(['status', 'steps', 'state', 'again', 'holder'])
    .where('outbox_id', '=', run.outbox)
    .executeTakeFirst();
  const same = stored?.holder === run.holder && stored.steps === run.steps + 1;
  if (!same || stored.status === 'cancelled')
    throw new JokaError('RUN_SUPERSEDED', { outbox: run.outbox, kind: run.kind });
  return answerOf(run, stored);
};

/**
 * Keeps what an advance led to. `done` closes the outbox row in the same transaction, unless a new cause came
 * meanwhile: then the run begins again, so that nothing written before the close is overlooked.
 *
 * @throws JokaError RUN_SUPERSEDED when the run is no longer this holder's; its state is left alone
 */
export const save = (
  deps: { db: Kysely<Tables>; clock: Clock; work: Pick<Work, 'begin'> },
  { run, state, next }: Advanced,
): Promise<Saved> =>
  deps.db.transaction().execute(async (trx) => {
    const now = iso(deps.clock);
    const row = await trx
      .selectFrom('ops.outbox')
      .select(['closed_at', 'again', 'paused_at'])
      .where('id', '=', run.outbox)
      .forUpdate()
      .executeTakeFirst();
    // The rows of an erased person's work are gone.
    if (row === undefined) throw new JokaError('RUN_SUPERSEDED', { outbox: run.outbox, kind: run.kind });
    const waits = typeof next === 'object' ? next : null;
    const beginsAgain = next === 'done' && row.again !== run.again;
    const closes = next === 'done' && !beginsAgain;
    // Kept, and let go: a paused run stops between two steps.
    const paused = row.paused_at !== null && !closes;
    const stored: Stored = {
      status: closes ? 'done' : waits === null ? 'running' : 'waiting',
      steps: run.steps + 1,
      state: beginsAgain ? deps.work.begin(run.subject) : state,
      again: beginsAgain ? row.again : run.again,
    };
    const { numUpdatedRows } = await trx
      .updateTable('ops.pipeline_runs')
      .set({
        state: JSON.stringify(stored.state),
        status: stored.status as 'done' | 'running' | 'waiting',
        steps: stored.steps,
        again: stored.again,
        wait_for: waits?.waitFor ?? null,
        wait_until: waits?.until ?? null,
        tries: 0,
        error_code: null,
        error_message: null,
        updated_at: now,
        ...(closes ? { finished_at: now } : {}),
        ...(paused ? { holder: null, lease_until: null } : {}),
      })
      .where('outbox_id', '=', run.outbox)
      .where('holder', '=', run.holder)
      .where('steps', '=', run.steps)
      .where('status', '=', 'running')
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return repeated(trx, run);
    if (run.signal !== null) await consume(trx, now, { id: run.signal });
    if (closes) await close(trx, run, 'done', now);
    return paused ? { next: 'waiting' } : answerOf(run, stored);
  });

const consume = async (trx: Transaction<Tables>, now: string, which: { id: string }): Promise<void> => {
  await trx.updateTable('ops.signals').set({ consumed_at: now }).where('id', '=', which.id).execute();
};

/** Closes the row, and the signals left over: a later attempt waits for its own. */
export const close = async (
  trx: Transaction<Tables>,
  run: { outbox: string; kind: string; subject: string },
  outcome: 'done' | 'failed' | 'cancelled',
  now: string,
): Promise<void> => {
  await trx
    .updateTable('ops.outbox')
    .set({ closed_at: now, outcome })
    .where('id', '=', run.outbox)
    .where('closed_at', 'is', null)
    .execute();
  await trx
    .updateTable('ops.signals')
    .set({ consumed_at: now })
    .where('kind', '=', run.kind)
    .where('subject', '=', run.subject)
    .where('consumed_at', 'is', null)
    .execute();
};
