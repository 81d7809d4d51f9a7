import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import type { Contact } from './draft.ts';

/** A contact lives this long after the feed last showed its offer; it goes with a withdrawal at once. */
export const CONTACT_DAYS = 30;

/** Keeps, renews or drops the contacts of offers just seen, apart from the offers themselves. */
export const saveContacts = async (
  trx: Transaction<Tables>,
  at: string,
  seen: readonly { readonly offer: string; readonly contact: Contact | null }[],
): Promise<void> => {
  const kept = seen.flatMap(({ offer, contact }) => (contact === null ? [] : [{ offer, ...contact }]));
  const dropped = seen.filter(({ contact }) => contact === null).map(({ offer }) => offer);
  if (kept.length > 0)
    await sql`
      INSERT INTO offers.contacts (offer, phone, email, person, expires_at)
      SELECT x.offer, x.phone, x.email, x.person, ${at}::timestamptz + make_interval(days => ${CONTACT_DAYS})
      FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) AS x(offer uuid, phone text, email text, person text)
      ON CONFLICT (offer) DO UPDATE
      SET phone = excluded.phone, email = excluded.email, person = excluded.person, expires_at = excluded.expires_at
    `.execute(trx);
  await dropContacts(trx, dropped);
};

export const dropContacts = async (trx: Transaction<Tables>, offers: readonly string[]): Promise<void> => {
  if (offers.length === 0) return;
  await sql`DELETE FROM offers.contacts WHERE offer = ANY(${offers}::uuid[])`.execute(trx);
};
