import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { keysOf, nextKeyIn } from '../../game/keys.ts';
import { SCENARIO } from '../../game/scenario.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { getDiscoveries, getFog, getMap, getPoints } from '../contract/play.ts';
import type { ResponseOf } from '../contract/route.ts';
import type { CommuneNames } from './communes.ts';
import { offerLine } from './offer-line.ts';
import { doorOf, keyHelps, readShelves } from './shelves.ts';

type Game = Kysely<Tables>;

/** Points and keys of a player: their total, never compared to anyone's. */
export const readBalance = async (game: Game, player: string) => {
  const { points } = await game
    .selectFrom('game.ledger')
    .select(sql<number>`coalesce(sum(points), 0)::int`.as('points'))
    .where('player', '=', player)
    .executeTakeFirstOrThrow();
  const { used } = await game
    .selectFrom('game.discoveries')
    .select(sql<number>`count(*)::int`.as('used'))
    .where('player', '=', player)
    .executeTakeFirstOrThrow();
  return { points, keys: keysOf(SCENARIO, points, used) };
};

export const readFog = async (game: Game, player: string): Promise<ResponseOf<typeof getFog>> => {
  const cells = await game
    .selectFrom('game.cleared_cells')
    .select(['cell', 'day'])
    .where('player', '=', player)
    .orderBy('day')
    .orderBy('cell')
    .execute();
  const { waiting } = await game
    .selectFrom('game.batches')
    .select(sql<number>`count(*)::int`.as('waiting'))
    .where('player', '=', player)
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow();
  const refused = await sql<{ reason: string; n: number }>`
    SELECT r.key AS reason, sum(r.value::int)::int AS n
    FROM game.batches b, jsonb_each_text(b.refused) r WHERE b.player = ${player} AND b.refused IS NOT NULL
    GROUP BY r.key ORDER BY r.key`.execute(game);
  return { cells, waiting, refused: refused.rows };
};

export const readPoints = async (game: Game, player: string): Promise<ResponseOf<typeof getPoints>> => {
  const { points, keys } = await readBalance(game, player);
  const lines = await sql<{ day: string; rule: string; n: number; points: number; scenario: string }>`
    SELECT (l.at AT TIME ZONE coalesce(t.zone, 'Europe/Paris'))::date AS day, l.rule, count(*)::int AS n,
           sum(l.points)::int AS points, l.scenario
    FROM game.ledger l JOIN game.players p ON p.id = l.player
         LEFT JOIN offers.territories t ON t.code = p.territory
    WHERE l.player = ${player} GROUP BY 1, l.rule, l.scenario ORDER BY 1 DESC, l.rule LIMIT 200`.execute(
    game,
  );
  return { total: points, keys, nextKeyIn: nextKeyIn(SCENARIO, points), lines: lines.rows };
};

export const readMap = async (
  game: Game,
  nameOf: CommuneNames,
  player: string,
  territory: string,
): Promise<ResponseOf<typeof getMap>> => {
  const { pins, piles, hidden, doors } = await readShelves(game, player, territory);
  return {
    pins: pins.map((pin) => ({
      offer: pin.id,
      cell: pin.cell ?? '',
      title: pin.title,
      precision: pin.precision,
      keyOpens: keyHelps(pin, doors),
    })),
    hidden: [...hidden].map(([tile, n]) => ({ tile, n })),
    piles: piles.map(({ commune, point, total, opened }) => ({
      commune,
      name: nameOf(commune) ?? commune,
      lat: point?.lat ?? null,
      lng: point?.lng ?? null,
      total,
      opened: opened.map(({ id }) => id),
    })),
  };
};

export const readDiscoveries = async (
  game: Game,
  nameOf: CommuneNames,
  player: string,
  territory: string,
): Promise<ResponseOf<typeof getDiscoveries>> => {
  const { pins, piles, doors } = await readShelves(game, player, territory);
  return {
    pins: pins.map((pin) => ({
      offer: offerLine(pin, nameOf),
      cell: pin.cell ?? '',
      door: doorOf(pin, doors),
      keyOpens: keyHelps(pin, doors),
    })),
    piles: piles.map(({ commune, point, total, opened, nextIn }) => ({
      commune,
      name: nameOf(commune) ?? commune,
      lat: point?.lat ?? null,
      lng: point?.lng ?? null,
      total,
      opened: opened.map((offer) => offerLine(offer, nameOf)),
      nextIn,
    })),
  };
};
