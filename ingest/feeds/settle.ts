import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import { settleTwins } from '../offers/twins.ts';
import { countVanished, withdrawAbsent } from '../offers/withdraw.ts';
import { decideWithdrawal, HOLD_ABOVE } from '../offers/withdrawal.ts';
import type { FeedRun } from './runs.ts';

/** A run that a person must confirm waits this long. */
export const HOLD_DAYS = 7;

/**
 * Ends a run: withdraws what a trustworthy sweep did not show, settles duplicates across sources, and sets the run's
 * final state. `held` when a person must decide; the offers then stay as they are.
 * @param released true when a person confirmed the withdrawal
 */
export const settleRun = async (
  trx: Transaction<Tables>,
  run: FeedRun,
  complete: boolean,
  released: boolean,
  at: string,
): Promise<{ held: boolean }> => {
  const { rows } = await sql<{ seen: number; quarantined: number }>`
    SELECT seen, quarantined FROM offers.feed_runs WHERE id = ${run.id}::uuid FOR UPDATE`.execute(trx);
  const { seen, quarantined } = rows[0] ?? { seen: 0, quarantined: 0 };
  const counted = await countVanished(trx, run.source, run.id, run.startedAt);
  const decided = decideWithdrawal({
    complete,
    seen,
    quarantined,
    ...counted,
    holdAbove: run.origin.holdAbove ?? HOLD_ABOVE,
  });
  const held = decided.decision === 'hold' && !released;
  const withdrawn =
    released || decided.decision === 'withdraw'
      ? await withdrawAbsent(trx, run.source, run.id, run.startedAt, at)
      : 0;
  await settleTwins(trx, run.source, run.id, at);
  const reason =
    decided.decision === 'withdraw' || released
      ? null
      : decided.decision === 'keep'
        ? 'incomplete: nothing was withdrawn'
        : `${decided.reason}: ${counted.vanished} of ${counted.openBefore} offers would be withdrawn`;
  await sql`
    UPDATE offers.feed_runs SET status = ${held ? 'held' : 'done'}, complete = ${complete}, held_reason = ${reason},
      withdrawn = withdrawn + ${withdrawn}, finished_at = ${at}::timestamptz
    WHERE id = ${run.id}::uuid`.execute(trx);
  return { held };
};
