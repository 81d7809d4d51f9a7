import type { Kysely } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';

/** Offers that wait for a reviewer's answer to a shop's word; of one territory, or of all (null). */
export const hiddenOffers = async (
  game: Kysely<Tables>,
  territory: string | null,
): Promise<{ id: string; title: string; employer: string | null; askedOn: string }[]> => {
  const all = game
    .selectFrom('offers.tombstones')
    .select(['offer', 'title', 'employer', 'asked_at'])
    .where('decision', 'is', null)
    .orderBy('asked_at')
    .limit(200);
  const rows = await (territory === null ? all : all.where('territory', '=', territory)).execute();
  return rows.map(({ offer, title, employer, asked_at: at }) => ({
    id: offer,
    title,
    employer,
    askedOn: at.toISOString().slice(0, 10),
  }));
};
