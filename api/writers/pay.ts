import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { earn } from '../../game/points.ts';
import { SCENARIO } from '../../game/scenario.ts';
import type { Rule } from '../../game/scenario.ts';
import type { Tables } from '../../infra/db/tables.ts';

/**
 * Pays a rule for a subject once, within the day's cap. The player's row is locked, so that two facts at once cannot
 * both take the last line of the cap.
 * @param at instant of the fact; the day is the territory's
 * @param points in place of the scenario's value, of a path's challenge
 * @returns points added, 0 when paid before or capped
 */
export const pay = async (
  trx: Kysely<Tables>,
  player: string,
  rule: Rule,
  subject: string,
  at: Date,
  points?: number,
): Promise<number> => {
  await trx
    .selectFrom('game.players')
    .select('id')
    .where('id', '=', player)
    .forNoKeyUpdate()
    .executeTakeFirst();
  const { rows } = await sql<{ paid: number }>`
    SELECT count(*)::int AS paid FROM game.ledger l, game.players p LEFT JOIN offers.territories t ON t.code = p.territory
    WHERE p.id = ${player} AND l.player = p.id AND l.rule = ${rule}
      AND (l.at AT TIME ZONE coalesce(t.zone, 'Europe/Paris'))::date
        = (${at}::timestamptz AT TIME ZONE coalesce(t.zone, 'Europe/Paris'))::date`.execute(trx);
  const line = earn(SCENARIO, rule, subject, rows[0]?.paid ?? 0, points);
  if (line === null) return 0;
  const paid = await trx
    .insertInto('game.ledger')
    .values({ ...line, player, at })
    .onConflict((conflict) => conflict.columns(['player', 'event']).doNothing())
    .returning('points')
    .executeTakeFirst();
  return paid?.points ?? 0;
};

/** Stages rows for the study: nothing happens unless the player consents to research now. */
export const stageRows = async (
  trx: Kysely<Tables>,
  player: string,
  table: 'interactions' | 'offer_events' | 'outcomes',
  territory: string,
  rows: readonly object[],
): Promise<void> => {
  await sql`SELECT study.stage(${player}::uuid, ${table}, ${territory}, ${JSON.stringify(rows)}::jsonb)`.execute(
    trx,
  );
};
