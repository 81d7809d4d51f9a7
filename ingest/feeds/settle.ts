import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import { settleDuplicates } from '../offers/duplicates/settle.ts';
import { expireOffers } from '../offers/expire.ts';
import { countVanished, withdrawAbsent } from '../offers/withdraw.ts';
import { decideWithdrawal, HOLD_ABOVE } from '../offers/withdrawal.ts';
import type { Withdrawal } from '../offers/withdrawal.ts';
import { DISCARD, RELEASE } from './pipeline.ts';
import type { FeedRun } from './runs.ts';

/** What a person last decided on a held run; null when nobody did, or it does not stand held. */
export const decisionOn = async (
  db: Kysely<Tables>,
  run: string,
): Promise<typeof RELEASE | typeof DISCARD | null> => {
  const { rows } = await sql<{ signal: typeof RELEASE | typeof DISCARD }>`
    SELECT s.signal FROM offers.feed_runs r JOIN ops.signals s ON s.kind = 'feed' AND s.subject = ${run}
    WHERE r.id = ${run}::uuid AND r.status = 'held' AND s.signal IN (${RELEASE}, ${DISCARD})
    ORDER BY s.at DESC LIMIT 1`.execute(db);
  return rows[0]?.signal ?? null;
};

/** Ends a held run without withdrawing anything: the offers stay open until a later run decides. */
export const discardHeld = async (db: Kysely<Tables>, run: string): Promise<void> => {
  await sql`
    UPDATE offers.feed_runs SET status = 'done', held_reason = 'discarded by a person: nothing was withdrawn'
    WHERE id = ${run}::uuid AND status = 'held'`.execute(db);
};

/** What may be done about the offers that a run did not show, and how many they are. */
export const withdrawalOf = async (
  db: Kysely<Tables>,
  run: FeedRun,
  complete: boolean,
): Promise<Withdrawal & { openBefore: number; vanished: number }> => {
  const { rows } = await sql<{ seen: number; quarantined: number }>`
    SELECT seen, quarantined FROM offers.feed_runs WHERE id = ${run.id}::uuid`.execute(db);
  const { seen, quarantined } = rows[0] ?? { seen: 0, quarantined: 0 };
  const counted = await countVanished(db, run.source, run.id, run.startedAt);
  const holdAbove = run.origin.holdAbove ?? HOLD_ABOVE;
  return { ...counted, ...decideWithdrawal({ complete, seen, quarantined, ...counted, holdAbove }) };
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
  await sql`SELECT FROM offers.feed_runs WHERE id = ${run.id}::uuid FOR UPDATE`.execute(trx);
  const decided = await withdrawalOf(trx, run, complete);
  const held = decided.decision === 'hold' && !released;
  const withdrawn =
    released || decided.decision === 'withdraw'
      ? await withdrawAbsent(trx, run.source, run.id, run.startedAt, at)
      : 0;
  await expireOffers(trx, run.source, run.id, at);
  await settleDuplicates(trx, run.id, at);
  const reason =
    decided.decision === 'withdraw' || released
      ? null
      : held
        ? `${decided.reason}: ${decided.vanished} of ${decided.openBefore} offers would be withdrawn`
        : `${decided.reason}: nothing was withdrawn`;
  await sql`
    UPDATE offers.feed_runs SET status = ${held ? 'held' : 'done'}, complete = coalesce(complete, ${complete}), held_reason = ${reason},
      withdrawn = withdrawn + ${withdrawn}, finished_at = ${at}::timestamptz
    WHERE id = ${run.id}::uuid`.execute(trx);
  return { held };
};
