import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import { dropContacts } from './contacts.ts';
import { recordHistory } from './history.ts';

/** Closes the source's open offers whose own end, as the source states it, has passed; contacts go at once. */
export const expireOffers = async (
  trx: Transaction<Tables>,
  source: string,
  run: string,
  at: string,
): Promise<number> => {
  const { rows } = await sql<{ id: string }>`
    UPDATE offers.offers SET state = 'expired'
    WHERE source = ${source} AND state = 'open' AND expires_at <= ${at}::timestamptz RETURNING id`.execute(
    trx,
  );
  const ids = rows.map(({ id }) => id).toSorted();
  await recordHistory(
    trx,
    at,
    run,
    ids.map((offer) => ({ offer, change: 'expired', reason: 'the date its source set has passed' })),
  );
  await dropContacts(trx, ids);
  return ids.length;
};
