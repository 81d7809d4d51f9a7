import { cellToChildren, cellToParent } from 'h3-js';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Path } from '../game/challenge.ts';
import type { Cell } from '../game/ids.ts';
import { readPath } from '../game/read-path.ts';
import { sha256 } from './accounts/codes.ts';
import { ask, enterByLink, enterPlayer, enterStaff, NOW, openHarness, settleAll } from './test/harness.ts';
import type { Harness } from './test/harness.ts';
import { loadPath } from './writers/challenges.ts';

const PLACE = '8a194e64d187fff';
const DWELL = cellToChildren(PLACE, 11)[0] ?? '';
const said = (text: string) => ({ fr: text, en: text });

const challenge = (id: string, proof: object, after: string[] = []) => ({
  id,
  title: said(id),
  text: said(`Va voir ${id}.`),
  cells: [PLACE],
  from: new Date(NOW - 3_600_000).toISOString(),
  until: new Date(NOW + 3_600_000).toISOString(),
  proof,
  points: 12,
  after,
});

const pathOf = (version: string): Path => {
  const { path } = readPath(
    {
      id: 'centre',
      version,
      territory: '62510',
      title: said('Le centre'),
      challenges: [
        challenge('place', { kind: 'be_there', seconds: 60 }),
        challenge('cafe', { kind: 'code', code: 'Abricot 62' }, ['place']),
        challenge('vitrine', { kind: 'photo' }, ['place']),
      ],
    },
    sha256,
  );
  if (path === null) throw new Error('the path of this test is not valid');
  return path;
};

let joka: Harness;
let as = '';
beforeAll(async () => {
  joka = await openHarness();
  const operator = await enterByLink(joka, joka.operatorLink, 'Opératrice');
  const adviser = await enterStaff(joka, operator, 'adviser', '62510');
  as = await enterPlayer(joka, adviser, 'play_position');
  await loadPath(joka.test.db.game, pathOf('1'), new Date(NOW));
});
afterAll(() => joka.close());

const stay = async (seconds: number): Promise<void> => {
  const iso = (at: number): string => new Date(at).toISOString();
  const dwell = {
    cell: DWELL,
    home: false,
    firstAt: iso(NOW - seconds * 1000),
    lastAt: iso(NOW),
    n: 9,
    accuracy: 'fine',
  };
  await ask(joka, 'POST', '/play/batches', {
    as,
    body: { device: randomUUID(), seq: 1, sentAt: iso(NOW), dwells: [dwell] },
  });
  await settleAll(joka);
};
type Listed = {
  paths: { id: string; total: number; done: number; challenges: { id: string; state: string }[] }[];
};
const listed = async (): Promise<Listed> =>
  (await ask(joka, 'GET', '/play/challenges', { as })).body as Listed;
const prove = async (id: string, body: object = {}): Promise<unknown> =>
  (await ask(joka, 'POST', `/play/challenges/centre/${id}/proof`, { as, body })).body;

it('is discovered by walking, proved by staying, and leads to the next; each pays once', async () => {
  expect((await listed()).paths).toEqual([
    { id: 'centre', title: said('Le centre'), total: 3, done: 0, challenges: [] },
  ]);
  expect(await prove('place')).toEqual({ result: 'not_discovered', points: 0 });
  await stay(30);
  expect((await listed()).paths[0]?.challenges.map(({ id, state }) => [id, state])).toEqual([
    ['place', 'open'],
  ]);
  expect(await prove('place')).toEqual({ result: 'too_short', points: 0 });
  expect(await prove('cafe', { code: 'abricot62' })).toEqual({ result: 'before_others', points: 0 });
  await stay(90);
  expect(await prove('place')).toEqual({ result: 'proved', points: 12 });
  expect(await prove('place')).toEqual({ result: 'done', points: 0 });
  expect((await listed()).paths[0]?.challenges.map(({ id }) => id)).toEqual(['place', 'cafe', 'vitrine']);
  expect(JSON.stringify(await listed())).not.toContain(sha256('ABRICOT62'));
  const { body } = await ask(joka, 'GET', '/play/points', { as });
  expect((body as { lines: { rule: string; points: number }[] }).lines).toContainEqual(
    expect.objectContaining({ rule: 'challenge_done', points: 12 }),
  );
});

it('takes the code of a host, and not after ten wrong ones of a day', async () => {
  expect(await prove('cafe')).toEqual({ result: 'wrong_code', points: 0 });
  for (let i = 0; i < 10; i += 1)
    expect(await prove('cafe', { code: `essai ${i}` })).toEqual({ result: 'wrong_code', points: 0 });
  expect(await prove('cafe', { code: 'abricot-62' })).toMatchObject({ code: 'CODE_TRIED_TOO_OFTEN' });
  joka.clock.set(NOW + 24 * 3_600_000);
  expect(await prove('cafe', { code: 'abricot-62' })).toEqual({ result: 'late', points: 0 });
  joka.clock.set(NOW);
});

it('takes a photo made at the place, and the same photo for one challenge only', async () => {
  const { db } = joka.test;
  const { id: player } = await db.game.selectFrom('game.players').select('id').executeTakeFirstOrThrow();
  const photo = async (cell: string): Promise<void> => {
    const [place = ''] = cellToChildren(cell, 12);
    await db.game
      .insertInto('game.photos')
      .values({
        id: randomUUID(),
        player,
        object_key: 'k',
        taken_at: new Date(NOW),
        received_at: new Date(NOW),
        place_cell: place,
        accuracy_m: 8,
        territory: '62510',
        draft: null,
        confirmed: null,
        offer: null,
        error_code: null,
        updated_at: new Date(NOW),
      })
      .execute();
  };
  expect(await prove('vitrine')).toEqual({ result: 'wrong_place', points: 0 });
  await photo(cellToParent('8a194e64d1affff', 10) as Cell);
  expect(await prove('vitrine')).toEqual({ result: 'wrong_place', points: 0 });
  await photo(PLACE);
  expect(await prove('vitrine')).toEqual({ result: 'proved', points: 12 });
  await loadPath(db.game, { ...pathOf('2'), id: 'autre' }, new Date(NOW));
  await db.game
    .insertInto('game.challenges_done')
    .values({
      player,
      path: 'autre',
      challenge: 'place',
      version: '2',
      kind: 'be_there',
      evidence: 'x',
      at: new Date(NOW),
    })
    .execute();
  const again = await ask(joka, 'POST', '/play/challenges/autre/vitrine/proof', { as, body: {} });
  expect(again.body).toEqual({ result: 'reused', points: 0 });
});

it('keeps what was proved when a town loads another version', async () => {
  await loadPath(joka.test.db.game, pathOf('2'), new Date(NOW));
  const centre = (await listed()).paths.find(({ id }) => id === 'centre');
  expect(centre?.done).toBe(2);
  const open = await joka.test.db.game
    .selectFrom('game.paths')
    .select('version')
    .where('id', '=', 'centre')
    .where('closed_at', 'is', null)
    .execute();
  expect(open).toEqual([{ version: '2' }]);
});
