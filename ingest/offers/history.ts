import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';

/** One line of an offer's life. */
export type Change = {
  readonly offer: string;
  readonly change:
    'created' | 'updated' | 'withdrawn' | 'returned' | 'expired' | 'held' | 'released' | 'merged' | 'parted';
  readonly reason: string | null;
};

/** Appends lines to the histories. @param at ISO 8601 instant of the fact */
export const recordHistory = async (
  trx: Transaction<Tables>,
  at: string,
  run: string | null,
  changes: readonly Change[],
): Promise<void> => {
  if (changes.length === 0) return;
  await sql`
    INSERT INTO offers.offer_history (offer, at, change, run, reason)
    SELECT x.offer, ${at}::timestamptz, x.change, ${run}::uuid, x.reason
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS x(offer uuid, change text, reason text)`.execute(
    trx,
  );
};
