import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Tables } from '../../infra/db/tables.ts';

/** Writes down what a person decided on a held run of a source, and causes the work. @throws JokaError NOT_FOUND */
export const decideHeld = async (
  trx: Kysely<Tables>,
  source: string,
  run: string,
  answer: 'release' | 'discard',
  at: Date,
): Promise<{ done: true }> => {
  const { rows } = await sql`
    SELECT FROM offers.feed_runs WHERE id = ${run}::uuid AND source = ${source} AND status = 'held'`.execute(
    trx,
  );
  if (rows.length === 0) throw new JokaError('NOT_FOUND', { what: 'held run' });
  await trx
    .insertInto('ops.signals')
    .values({ kind: 'feed', subject: run, signal: answer, value: 'true', at })
    .execute();
  await trx
    .insertInto('ops.outbox')
    .values({ kind: 'feed', subject: run, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return { done: true };
};
