import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Act, Outcome } from '../../game/acts.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { getNotebook } from '../contract/acts.ts';
import type { ResponseOf } from '../contract/route.ts';

type Line = {
  id: string;
  at: Date;
  offer: string | null;
  title: string | null;
  act: Act | null;
  outcome: Outcome | null;
};

/** « Mes démarches »: what a player did and how it went, newest first; looking alone is not a step. */
export const readNotebook = async (
  game: Kysely<Tables>,
  player: string,
): Promise<ResponseOf<typeof getNotebook>> => {
  const { rows } = await sql<Line>`
    SELECT x.id, x.at, x.offer, o.title, x.act, x.outcome FROM (
      SELECT id, at, offer, act, NULL AS outcome FROM game.offer_events
      WHERE player = ${player} AND act NOT IN ('seen', 'opened')
      UNION ALL SELECT id, at, offer, NULL, outcome FROM game.outcomes WHERE player = ${player}
    ) x LEFT JOIN offers.offers o ON o.id = x.offer ORDER BY x.at DESC, x.id LIMIT 300`.execute(game);
  return { lines: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
};
