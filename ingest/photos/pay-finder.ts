import { sql } from 'kysely';
import { earn } from '../../game/points.ts';
import type { PhotoDeps } from './deps.ts';
import type { PhotoRow } from './photo-row.ts';

/** Pays the finder of a published photo, once per offer, within the day's cap. An erased finder is paid nothing. */
export const payFinder = async (
  { db, clock, scenario }: PhotoDeps,
  { player, territory }: PhotoRow,
  offer: string,
): Promise<void> => {
  if (player === null) return;
  const at = new Date(clock.now()).toISOString();
  await db.game.transaction().execute(async (trx) => {
    const { rows } = await sql<{ paid: number }>`
      SELECT count(*)::int AS paid FROM game.ledger,
        (SELECT coalesce((SELECT zone FROM offers.territories WHERE code = ${territory}), 'Europe/Paris') AS zone) z
      WHERE player = ${player}::uuid AND rule = 'photo_confirmed'
        AND (at AT TIME ZONE z.zone)::date = (${at}::timestamptz AT TIME ZONE z.zone)::date`.execute(trx);
    const line = earn(scenario, 'photo_confirmed', offer, rows[0]?.paid ?? 0);
    if (line === null) return;
    await trx
      .insertInto('game.ledger')
      .values({ ...line, player, at })
      .onConflict((conflict) => conflict.columns(['player', 'event']).doNothing())
      .execute();
  });
};
