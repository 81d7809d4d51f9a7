import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { foldCode, judgeProof, PROOF_REFUSALS } from '../../game/challenge.ts';
import type { Challenge, Fact, Path, ProofKind, ProofRefusal } from '../../game/challenge.ts';
import { JokaError } from '../../game/errors.ts';
import type { Tables } from '../../infra/db/tables.ts';
import { sha256 } from '../accounts/codes.ts';
import { openPaths, progressOf } from '../readers/paths.ts';
import { proofFacts } from '../readers/proof-facts.ts';
import type { Who } from './acts.ts';
import { pay } from './pay.ts';

type Game = Kysely<Tables>;
/** Wrong codes of one challenge and day. */
const MOST_TRIES = 10;

/** What a proof was answered. */
export type Proved = { readonly result: 'proved' | ProofRefusal; readonly points: number };

/** Makes a path the open one of its territory; the version before stays for the lines it paid. */
export const loadPath = async (game: Game, path: Path, at: Date): Promise<void> => {
  await game.transaction().execute(async (trx) => {
    await trx
      .updateTable('game.paths')
      .set({ closed_at: at })
      .where('territory', '=', path.territory)
      .where('id', '=', path.id)
      .where('version', '!=', path.version)
      .where('closed_at', 'is', null)
      .execute();
    await trx
      .insertInto('game.paths')
      .values({
        id: path.id,
        version: path.version,
        territory: path.territory,
        body: JSON.stringify(path),
        loaded_at: at,
        closed_at: null,
      })
      .onConflict((row) =>
        row
          .columns(['territory', 'id', 'version'])
          .doUpdateSet({ body: JSON.stringify(path), closed_at: null }),
      )
      .execute();
  });
};

/** @throws JokaError CODE_TRIED_TOO_OFTEN: then the right code does not count either */
const checkTries = async (
  trx: Game,
  { player }: Who,
  path: string,
  challenge: string,
  at: Date,
): Promise<void> => {
  const row = await trx
    .selectFrom('game.code_tries')
    .select('n')
    .where('player', '=', player)
    .where('path', '=', path)
    .where('challenge', '=', challenge)
    .where('day', '=', sql<string>`(${at}::timestamptz AT TIME ZONE 'UTC')::date`)
    .executeTakeFirst();
  if ((row?.n ?? 0) >= MOST_TRIES) throw new JokaError('CODE_TRIED_TOO_OFTEN');
};

const countTry = async (
  trx: Game,
  { player }: Who,
  path: string,
  challenge: string,
  at: Date,
): Promise<void> => {
  await sql`
    INSERT INTO game.code_tries AS t (player, path, challenge, day, n)
    VALUES (${player}, ${path}, ${challenge}, (${at}::timestamptz AT TIME ZONE 'UTC')::date, 1)
    ON CONFLICT (player, path, challenge, day) DO UPDATE SET n = t.n + 1`.execute(trx);
};

const codeFact = (code: string, path: string, challenge: Challenge, at: Date): Fact => ({
  kind: 'code',
  evidence: `code ${path}/${challenge.id}`,
  cell: null,
  at: at.getTime(),
  sha256: sha256(foldCode(code)),
});

/** What is missing when there is no fact at all. */
const NOTHING = {
  be_there: 'too_short',
  photo: 'wrong_place',
  code: 'wrong_code',
  meeting: 'other_person',
} as const satisfies Record<ProofKind, ProofRefusal>;

/** Of several facts, the one that failed last came closest. */
const nearest = (refusals: readonly ProofRefusal[]): ProofRefusal | undefined =>
  PROOF_REFUSALS.findLast((each) => refusals.includes(each));

/**
 * Looks whether a player's facts prove a challenge of their territory, and pays it once.
 * @throws JokaError NOT_FOUND, CODE_TRIED_TOO_OFTEN
 */
export const proveChallenge = async (
  trx: Game,
  who: Who,
  asked: { readonly path: string; readonly id: string; readonly code?: string },
  at: Date,
): Promise<Proved> => {
  const path = (await openPaths(trx, who.territory)).find(({ id }) => id === asked.path);
  const challenge = path?.challenges.find(({ id }) => id === asked.id);
  if (path === undefined || challenge === undefined) throw new JokaError('NOT_FOUND', { what: 'challenge' });
  // One at a time per player: the same photo cannot prove two challenges at once.
  await trx.selectFrom('game.players').select('id').where('id', '=', who.player).forNoKeyUpdate().execute();
  if (challenge.proof.kind === 'code') await checkTries(trx, who, path.id, challenge.id, at);
  const progress = await progressOf(trx, who.player, path.id);
  const facts =
    challenge.proof.kind === 'code' && asked.code !== undefined
      ? [codeFact(asked.code, path.id, challenge, at)]
      : await proofFacts(trx, who.player, path.id, challenge, at.getTime());
  const judged = facts.map((fact) => ({ fact, refusal: judgeProof(challenge, fact, progress) }));
  const proof = judged.find(({ refusal }) => refusal === null)?.fact;
  if (proof === undefined) {
    const result = nearest(judged.flatMap(({ refusal }) => refusal ?? [])) ?? NOTHING[challenge.proof.kind];
    if (facts.length > 0 && result === 'wrong_code') await countTry(trx, who, path.id, challenge.id, at);
    return { result, points: 0 };
  }
  await trx
    .insertInto('game.challenges_done')
    .values({
      player: who.player,
      path: path.id,
      challenge: challenge.id,
      version: path.version,
      kind: proof.kind,
      evidence: proof.evidence,
      at,
    })
    .execute();
  const subject = `${path.id}/${challenge.id}`;
  return {
    result: 'proved',
    points: await pay(trx, who.player, 'challenge_done', subject, at, challenge.points),
  };
};
