import { keyOf } from './play-event.ts';
import type { Playing } from './play-event.ts';
import { DEMO_SOURCE } from './found.ts';

/** What the phones knew when the last play ended: offers of the feed, and what became of the photos. */
export const recall = async ({ stage, posters }: Playing): Promise<ReadonlyMap<string, string>> => {
  const { db, town } = stage;
  const photoOf = new Map(
    town.events.flatMap((event) =>
      event.kind === 'photo' ? [[keyOf(stage, event, 'photo'), event.poster] as const] : [],
    ),
  );
  if (photoOf.size > 0) {
    const photos = await db.game
      .selectFrom('game.photos')
      .select(['id', 'offer'])
      .where('id', 'in', [...photoOf.keys()])
      .execute();
    for (const { id, offer } of photos) {
      const poster = photoOf.get(id);
      if (poster !== undefined && offer !== null) posters.set(poster, offer);
    }
  }
  const rows = await db.offers
    .selectFrom('offers.offers')
    .select(['id', 'external_id'])
    .where('source', '=', DEMO_SOURCE.id)
    .execute();
  return new Map(rows.map((row) => [row.external_id, row.id]));
};
