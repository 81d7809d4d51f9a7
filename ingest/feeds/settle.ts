import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import { settleTwins } from '../offers/twins.ts';
import { countVanished, withdrawAbsent } from '../offers/withdraw.ts';
import { decideWithdrawal, HOLD_ABOVE } from '../offers/withdrawal.ts';
import { RELEASE } from './pipeline.ts';
import type { FeedRun } from './runs.ts';

/** True when a run stands held and a person confirmed its withdrawal. */
export const isReleased = async (db: Kysely<Tables>, run: string): Promise<boolean> => {
  const { rows } = await sql`
    SELECT FROM offers.feed_runs r WHERE r.id = ${run}::uuid AND r.status = 'held' AND EXISTS (
      SELECT FROM ops.signals s WHERE s.kind = 'feed' AND s.subject = ${run} AND s.signal = ${RELEASE})`.execute(
    db,
  );
  return rows.length > 0;
};

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
      : held
        ? `${decided.reason}: ${counted.vanished} of ${counted.openBefore} offers would be withdrawn`
        : `${decided.reason}: nothing was withdrawn`;
  await sql`
    UPDATE offers.feed_runs SET status = ${held ? 'held' : 'done'}, complete = coalesce(complete, ${complete}), held_reason = ${reason},
      withdrawn = withdrawn + ${withdrawn}, finished_at = ${at}::timestamptz
    WHERE id = ${run.id}::uuid`.execute(trx);
  return { held };
};
