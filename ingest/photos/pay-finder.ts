import { sql } from 'kysely';
import { earn } from '../../game/points.ts';
import type { PhotoDeps } from './deps.ts';
import type { PhotoRow } from './photo-row.ts';

/**
 * Pays the finder of a published photo, or who saw another's ad again, once per offer, within the day's cap. Nothing for
 * one's own ad seen again; an erased finder is paid nothing.
 */
export const payFinder = async (
  { db, clock, scenario }: PhotoDeps,
  { player, territory, state }: PhotoRow,
  offer: string,
): Promise<void> => {
  if (player === null) return;
  const rule = state === 'duplicate' ? 'photo_seen_again' : 'photo_confirmed';
  const at = new Date(clock.now()).toISOString();
  await db.game.transaction().execute(async (trx) => {
    const { rows } = await sql<{ paid: number }>`
      SELECT count(*)::int AS paid FROM game.ledger,
        (SELECT coalesce((SELECT zone FROM offers.territories WHERE code = ${territory}), 'Europe/Paris') AS zone) z
      WHERE player = ${player}::uuid AND rule = ${rule}
        AND (at AT TIME ZONE z.zone)::date = (${at}::timestamptz AT TIME ZONE z.zone)::date`.execute(trx);
    const own = await trx
      .selectFrom('game.photos')
      .select('id')
      .where('offer', '=', offer)
      .where('player', '=', player)
      .where('state', '=', 'published')
      .executeTakeFirst();
    if (rule === 'photo_seen_again' && own) return;
    const line = earn(scenario, rule, offer, rows[0]?.paid ?? 0);
    if (line === null) return;
    await trx
      .insertInto('game.ledger')
      .values({ ...line, player, at })
      .onConflict((conflict) => conflict.columns(['player', 'event']).doNothing())
      .execute();
  });
};
