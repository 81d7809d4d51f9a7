import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Tables } from '../../infra/db/tables.ts';
import { iso } from './lease.ts';
import { close } from './save.ts';

type Deps = { db: Kysely<Tables>; clock: Clock };

const rowOf = async (trx: Kysely<Tables>, run: string) => {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(run);
  const row = isId
    ? await trx.selectFrom('ops.outbox').selectAll().where('id', '=', run).forUpdate().executeTakeFirst()
    : undefined;
  if (row === undefined) throw new JokaError('RUN_NOT_FOUND', { run });
  return row;
};

/**
 * Closes an open run as cancelled. Whoever advances it is refused at its next save; a wait under Temporal is ended by
 * the relay. @throws JokaError RUN_NOT_FOUND, RUN_ALREADY_CLOSED.
 */
export const cancelRun = ({ db, clock }: Deps, run: string): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const row = await rowOf(trx, run);
    if (row.closed_at !== null)
      throw new JokaError('RUN_ALREADY_CLOSED', { run, status: row.outcome ?? 'closed' });
    const now = iso(clock);
    await trx
      .updateTable('ops.pipeline_runs')
      .set({ status: 'cancelled', holder: null, lease_until: null, finished_at: now, updated_at: now })
      .where('outbox_id', '=', run)
      .execute();
    await close(trx, { outbox: run, kind: row.kind, subject: row.subject }, 'cancelled', now);
  });

const setPaused = ({ db, clock }: Deps, run: string, paused: boolean): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const row = await rowOf(trx, run);
    if (row.closed_at !== null)
      throw new JokaError('RUN_ALREADY_CLOSED', { run, status: row.outcome ?? 'closed' });
    await trx
      .updateTable('ops.outbox')
      .set({ paused_at: paused ? iso(clock) : null })
      .where('id', '=', run)
      .execute();
  });

/**
 * Stops an open run between two steps, under either runner: the step under way ends, its state is kept, and nobody takes
 * the run up until it is resumed. Twice is as once. @throws JokaError RUN_NOT_FOUND, RUN_ALREADY_CLOSED.
 */
export const pauseRun = (deps: Deps, run: string): Promise<void> => setPaused(deps, run, true);

/** Lets a paused run go on from the state it has. @throws JokaError RUN_NOT_FOUND, RUN_ALREADY_CLOSED. */
export const resumeRun = (deps: Deps, run: string): Promise<void> => setPaused(deps, run, false);

/**
 * Opens the work of a failed or cancelled run once more, as its next attempt, from the beginning.
 * @returns the id of the new run. @throws JokaError RUN_NOT_FOUND, RUN_NOT_FINISHED.
 */
export const retryRun = ({ db, clock }: Deps, run: string): Promise<string> =>
  db.transaction().execute(async (trx) => {
    const row = await rowOf(trx, run);
    if (row.outcome !== 'failed' && row.outcome !== 'cancelled')
      throw new JokaError('RUN_NOT_FINISHED', { run, status: row.outcome ?? 'open' });
    const id = randomUUID();
    await trx
      .insertInto('ops.outbox')
      .values({ id, kind: row.kind, subject: row.subject, attempt: row.attempt + 1, created_at: iso(clock) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const open = await trx
      .selectFrom('ops.outbox')
      .select('id')
      .where('kind', '=', row.kind)
      .where('subject', '=', row.subject)
      .where('closed_at', 'is', null)
      .executeTakeFirstOrThrow();
    return open.id;
  });
