import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Clock } from '../../infra/clock.ts';
import type { Tables } from '../../infra/db/tables.ts';
import { dropContacts } from './contacts.ts';
import { recordHistory } from './history.ts';

/** A poster that nobody has photographed for this long has come down, or its place is filled. */
export const PHOTO_OFFER_DAYS = 60;

/**
 * Closes offers read in windows that were last seen `days` ago or longer, with history; contacts go at once. Seen
 * again later, the ad becomes an offer of its own. Answers how many.
 */
export const expirePhotoOffers = (
  { offers, clock }: { readonly offers: Kysely<Tables>; readonly clock: Clock },
  days: number,
): Promise<number> =>
  offers.transaction().execute(async (trx) => {
    const at = new Date(clock.now()).toISOString();
    const { rows } = await sql<{ id: string }>`
      UPDATE offers.offers SET state = 'expired', updated_at = ${at}::timestamptz
      WHERE origin = 'photo' AND state IN ('open', 'held')
        AND retrieved_at <= ${at}::timestamptz - make_interval(days => ${days})
      RETURNING id`.execute(trx);
    const ids = rows.map(({ id }) => id).toSorted();
    await recordHistory(
      trx,
      at,
      null,
      ids.map((offer) => ({ offer, change: 'expired', reason: `not seen for ${days} days` })),
    );
    await dropContacts(trx, ids);
    return ids.length;
  });
