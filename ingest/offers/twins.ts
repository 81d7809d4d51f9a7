import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import { recordHistory } from './history.ts';

/**
 * Shows once what several sources publish word for word alike (`twinKey`): the public service's offer first, else the
 * oldest, else the smaller id; the others are withdrawn with `duplicate_of` and keep their id. An offer whose
 * twin left, or whose text changed, comes back. Two offers of one source are never taken for one.
 */
export const settleTwins = async (
  trx: Transaction<Tables>,
  source: string,
  run: string | null,
  at: string,
): Promise<{ hidden: number; shown: number }> => {
  const shown = await sql<{ id: string }>`
    UPDATE offers.offers o SET state = 'open', duplicate_of = NULL
    WHERE o.duplicate_of IS NOT NULL AND NOT EXISTS (
      SELECT FROM offers.offers p WHERE p.id = o.duplicate_of AND p.state = 'open' AND p.twin_key = o.twin_key)
    RETURNING o.id`.execute(trx);
  const hidden = await sql<{ id: string; first: string }>`
    WITH ranked AS (
      SELECT id, source, first_value(id) OVER same AS first, first_value(source) OVER same AS first_source
      FROM offers.offers
      WHERE state = 'open' AND twin_key IN (SELECT twin_key FROM offers.offers WHERE source = ${source})
      WINDOW same AS (PARTITION BY twin_key ORDER BY (origin <> 'public'), created_at, id)
    )
    UPDATE offers.offers o SET state = 'withdrawn', duplicate_of = r.first
    FROM ranked r WHERE o.id = r.id AND r.source <> r.first_source
    RETURNING o.id, r.first`.execute(trx);
  // a twin of an offer that has just been hidden follows it to the one that is shown
  await sql`
    UPDATE offers.offers o SET duplicate_of = p.duplicate_of FROM offers.offers p
    WHERE o.duplicate_of = p.id AND p.duplicate_of IS NOT NULL`.execute(trx);
  await recordHistory(trx, at, run, [
    ...shown.rows.map(({ id }) => ({
      offer: id,
      change: 'returned' as const,
      reason: 'its twin left or differs',
    })),
    ...hidden.rows.map(({ id, first }) => ({
      offer: id,
      change: 'withdrawn' as const,
      reason: `duplicate of ${first}`,
    })),
  ]);
  return { hidden: hidden.rows.length, shown: shown.rows.length };
};
