import { cellToParent } from 'h3-js';
import type { Kysely } from 'kysely';
import type { Challenge, Fact } from '../../game/challenge.ts';
import { FOG_RESOLUTION } from '../../game/fog.ts';
import type { Dwell } from '../../game/fog.ts';
import type { Cell } from '../../game/ids.ts';
import { SCENARIO } from '../../game/scenario.ts';
import { secondsIn } from '../../game/stay.ts';
import type { Tables } from '../../infra/db/tables.ts';

type Game = Kysely<Tables>;
/** How far back a fact may lie: as long as dwells are kept. */
const BACK_MS = 72 * 3_600_000;

const stays = async (
  game: Game,
  player: string,
  path: string,
  { id, cells, from, until }: Challenge,
  now: number,
): Promise<Fact[]> => {
  const rows = await game
    .selectFrom('game.batches')
    .select('dwells')
    .where('player', '=', player)
    .where('settled_at', 'is not', null)
    .where('sent_at', '>=', new Date(now - BACK_MS))
    .execute();
  const dwells = rows.flatMap((row) => row.dwells as unknown as Dwell[]);
  const seconds = secondsIn(dwells, cells, { from, until }, SCENARIO.fog.worstAccuracy);
  const [cell = null] = cells;
  return [{ kind: 'be_there', evidence: `stay ${path}/${id}`, cell, at: now, seconds }];
};

const photos = async (game: Game, player: string): Promise<Fact[]> => {
  const rows = await game
    .selectFrom('game.photos')
    .select(['id', 'place_cell', 'taken_at', 'received_at'])
    .where('player', '=', player)
    .where('state', 'not in', ['failed', 'rejected'])
    .orderBy('received_at', 'desc')
    .limit(50)
    .execute();
  return rows.map(({ id, place_cell: place, taken_at: taken, received_at: received }) => ({
    kind: 'photo',
    evidence: `photo ${id}`,
    cell: place === null ? null : (cellToParent(place, FOG_RESOLUTION) as Cell),
    at: (taken ?? received).getTime(),
  }));
};

const meetings = async (game: Game, player: string): Promise<Fact[]> => {
  const rows = await game
    .selectFrom('game.interactions')
    .select(['id', 'other_kind', 'at'])
    .where('player', '=', player)
    .where('kind', '=', 'meeting')
    .where('confirmed_by_other', '=', true)
    .orderBy('at', 'desc')
    .limit(50)
    .execute();
  return rows.map(({ id, other_kind: other, at }) => ({
    kind: 'meeting',
    evidence: `meeting ${id}`,
    cell: null,
    at: at.getTime(),
    with: other,
  }));
};

/** Facts of a player that may prove a challenge, the newest first. A code is a fact the caller brings. */
export const proofFacts = (
  game: Game,
  player: string,
  path: string,
  challenge: Challenge,
  now: number,
): Promise<Fact[]> => {
  if (challenge.proof.kind === 'be_there') return stays(game, player, path, challenge, now);
  if (challenge.proof.kind === 'photo') return photos(game, player);
  return challenge.proof.kind === 'meeting' ? meetings(game, player) : Promise.resolve([]);
};
