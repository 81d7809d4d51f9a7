import type { Kysely } from 'kysely';
import { isDiscovered } from '../../game/challenge.ts';
import type { Challenge, Path, Progress } from '../../game/challenge.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { listChallenges } from '../contract/challenges.ts';
import type { ResponseOf } from '../contract/route.ts';
import type { Who } from '../writers/acts.ts';
import { clearedCells } from './shelves.ts';

/** Paths that are open in a territory. */
export const openPaths = async (game: Kysely<Tables>, territory: string): Promise<Path[]> => {
  const rows = await game
    .selectFrom('game.paths')
    .select('body')
    .where('territory', '=', territory)
    .where('closed_at', 'is', null)
    .orderBy('id')
    .execute();
  // Written by `loadPath` from a path that was read and judged.
  return rows.map(({ body }) => body as unknown as Path);
};

/** What a player has cleared, and proved of one path. */
export const progressOf = async (game: Kysely<Tables>, player: string, path: string): Promise<Progress> => {
  const done = await game
    .selectFrom('game.challenges_done')
    .select(['path', 'challenge', 'evidence'])
    .where('player', '=', player)
    .execute();
  return {
    cleared: await clearedCells(game, player),
    done: new Set(done.filter((row) => row.path === path).map(({ challenge }) => challenge)),
    used: new Set(done.map(({ evidence }) => evidence)),
  };
};

const line = (path: string, challenge: Challenge, done: ReadonlySet<string>, now: number) => ({
  path,
  id: challenge.id,
  title: challenge.title,
  text: challenge.text,
  cells: [...challenge.cells],
  from: new Date(challenge.from).toISOString(),
  until: new Date(challenge.until).toISOString(),
  kind: challenge.proof.kind,
  seconds: challenge.proof.kind === 'be_there' ? challenge.proof.seconds : null,
  with: challenge.proof.kind === 'meeting' ? challenge.proof.with : null,
  points: challenge.points,
  state: done.has(challenge.id)
    ? ('done' as const)
    : now < challenge.from
      ? ('early' as const)
      : now > challenge.until
        ? ('over' as const)
        : ('open' as const),
});

/** The challenges a player sees; a host's code is never among what is sent. */
export const readChallenges = async (
  game: Kysely<Tables>,
  { player, territory }: Who,
  now: number,
): Promise<ResponseOf<typeof listChallenges>> => {
  const paths = [];
  for (const { id, title, challenges } of await openPaths(game, territory)) {
    const progress = await progressOf(game, player, id);
    paths.push({
      id,
      title,
      total: challenges.length,
      done: challenges.filter((each) => progress.done.has(each.id)).length,
      challenges: challenges
        .filter((each) => progress.done.has(each.id) || isDiscovered(each, progress))
        .map((each) => line(id, each, progress.done, now)),
    });
  }
  return { paths };
};
