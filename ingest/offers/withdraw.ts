import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import { dropContacts } from './contacts.ts';
import { recordHistory } from './history.ts';

/** Shown before the run, not seen by it or any later one. Duplicates shown through another offer count as shown. */
const absent = (source: string, run: string, startedAt: string) => sql`
  source = ${source} AND (state = 'open' OR duplicate_of IS NOT NULL)
  AND last_seen_run IS DISTINCT FROM ${run}::uuid AND retrieved_at <= ${startedAt}::timestamptz`;

/** How many offers of the source were shown before a run, and how many of them it did not see. */
export const countVanished = async (
  trx: Kysely<Tables>,
  source: string,
  run: string,
  startedAt: string,
): Promise<{ openBefore: number; vanished: number }> => {
  const { rows } = await sql<{ open_before: number; vanished: number }>`
    SELECT count(*)::int AS open_before, (count(*) FILTER (WHERE ${absent(source, run, startedAt)}))::int AS vanished
    FROM offers.offers o WHERE source = ${source} AND (state = 'open' OR duplicate_of IS NOT NULL)
      AND NOT EXISTS (SELECT FROM offers.offer_history h
                      WHERE h.offer = o.id AND h.run = ${run}::uuid AND h.change IN ('created', 'returned'))`.execute(
    trx,
  );
  return { openBefore: rows[0]?.open_before ?? 0, vanished: rows[0]?.vanished ?? 0 };
};

/** Withdraws what the run did not see, with history; contacts go at once. Answers how many. */
export const withdrawAbsent = async (
  trx: Transaction<Tables>,
  source: string,
  run: string,
  startedAt: string,
  at: string,
): Promise<number> => {
  const { rows } = await sql<{ id: string }>`
    UPDATE offers.offers SET state = 'withdrawn', duplicate_of = NULL
    WHERE ${absent(source, run, startedAt)} RETURNING id`.execute(trx);
  const ids = rows.map(({ id }) => id).toSorted();
  await recordHistory(
    trx,
    at,
    run,
    ids.map((offer) => ({ offer, change: 'withdrawn', reason: 'absent from a complete sweep' })),
  );
  await dropContacts(trx, ids);
  return ids.length;
};
