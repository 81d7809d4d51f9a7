import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RallyCode } from './contract/rallies.ts';
import { ask, enterByLink, enterStaff, NOW, openHarness } from './test/harness.ts';
import type { Answer, Harness } from './test/harness.ts';

let joka: Harness;
let operator: string;
let adviser: string;

beforeAll(async () => {
  joka = await openHarness();
  operator = await enterByLink(joka, joka.operatorLink, 'Opératrice');
  adviser = await enterStaff(joka, operator, 'adviser', '62510');
});
afterAll(() => joka.close());

const make = async (maxUses: number, days = 7, as = adviser): Promise<RallyCode> => {
  const made = await ask(joka, 'POST', '/rallies/codes', { as, body: { maxUses, days } });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body as RallyCode;
};
let n = 0;
const enter = (code: string, more: object = {}): Promise<Answer> =>
  ask(joka, 'POST', '/enter/rally', {
    body: { code, nickname: `Tom ${(n += 1)}`, passphrase: 'on marche ensemble', ageBand: '16-17', ...more },
  });
const code = ({ body }: Answer): unknown => (body as { code?: string }).code;

describe('a rally code', () => {
  it('lets in as many as it may, each with nickname and age band, in its territory', async () => {
    const rally = await make(2);
    expect(rally).toMatchObject({ territory: '62510', uses: 0, maxUses: 2, state: 'open' });
    expect(rally.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const first = await enter(rally.code.toLowerCase().replace('-', ' '));
    expect(first).toMatchObject({ status: 200, body: { role: 'player', recoveryCode: expect.any(String) } });
    expect((await ask(joka, 'GET', '/me', { as: first.cookie })).body).toMatchObject({
      ageBand: '16-17',
      territory: { code: '62510' },
    });
    const many = await Promise.all([1, 2, 3].map(() => enter(rally.code, { passphrase: null })));
    expect(many.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    expect(code(await enter(rally.code))).toBe('RALLY_FULL');
    const { body } = await ask(joka, 'GET', '/rallies/codes', { as: adviser });
    expect((body as { codes: RallyCode[] }).codes[0]).toMatchObject({
      id: rally.id,
      code: rally.code,
      uses: 2,
      state: 'full',
    });
    // Nobody who was refused left anything behind.
    const players = await joka.test.db.game.selectFrom('game.players').select('id').execute();
    expect(players).toHaveLength(2);
  });

  it('ends on its day and when it is revoked, and says so; an unknown one is unknown', async () => {
    const [short, ended] = [await make(5, 1), await make(5)];
    joka.clock.set(NOW + 86_400_000);
    expect(code(await enter(short.code))).toBe('RALLY_OVER');
    joka.clock.set(NOW);
    expect((await enter(short.code)).status).toBe(200);
    const revoke = () => ask(joka, 'POST', `/rallies/codes/${ended.id}/revoke`, { as: adviser, body: {} });
    expect([(await revoke()).status, (await revoke()).status]).toEqual([200, 200]);
    expect(code(await enter(ended.code))).toBe('RALLY_OVER');
    expect(code(await enter('AAAA-BBBB'))).toBe('CODE_UNKNOWN');
    expect(code(await enter((await make(1)).code, { nickname: 'Tom 1' }))).toBe('NICKNAME_TAKEN');
  });

  it('is stored as a hash, and its poster can be printed again', async () => {
    const rally = await make(3);
    const stored = JSON.stringify([
      await joka.test.db.idp.selectFrom('idp.rally_codes').selectAll().execute(),
      await joka.test.db.idp.selectFrom('idp.mutations').selectAll().execute(),
    ]);
    expect(stored).toContain(rally.id);
    expect(stored).not.toContain(rally.code);
    expect(stored).not.toContain(rally.code.replace('-', ''));
    expect(joka.logged.join('\n')).not.toContain(rally.code);
  });

  it("is its organisation's: another one neither sees nor ends it", async () => {
    const rally = await make(3);
    const town = await enterStaff(joka, operator, 'institution', '62510');
    expect((await ask(joka, 'GET', '/rallies/codes', { as: town })).body).toEqual({ codes: [] });
    const end = async (id: string): Promise<unknown> => {
      const { status, body } = await ask(joka, 'POST', `/rallies/codes/${id}/revoke`, { as: town, body: {} });
      return { status, ...(body as object), requestId: null };
    };
    const erased = await make(3);
    await joka.test.db.idp.deleteFrom('idp.rally_codes').where('id', '=', erased.id).execute();
    const missing = await end(crypto.randomUUID());
    expect(missing).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect([await end(rally.id), await end(erased.id)]).toEqual([missing, missing]);
    expect((await make(4, 2, town)).state).toBe('open');
  });
});

describe('a joker', () => {
  it('is invited by a link that serves once, and may look at photos of adults only', async () => {
    const invited = await ask(joka, 'POST', '/jokers/invitations', { as: adviser, body: { days: 7 } });
    const link = invited.body as { code: string; path: string };
    expect(invited.status).toBe(201);
    expect(link.path).toBe(`/enter#link=${link.code}`);
    const joker = await enterByLink(joka, link.code, 'Bénévole');
    expect((await ask(joka, 'GET', '/me', { as: joker })).body).toMatchObject({
      role: 'joker',
      territory: { code: '62510' },
    });
    const again = { code: link.code, nickname: 'Encore', passphrase: 'une phrase assez longue' };
    expect(code(await ask(joka, 'POST', '/enter/link', { body: again }))).toBe('CODE_UNKNOWN');
    const rally = await make(2);
    const player = async (ageBand: string): Promise<string> => {
      await enter(rally.code, { nickname: `Photo ${ageBand}`, ageBand });
      const row = await joka.test.db.game
        .selectFrom('game.players')
        .select('id')
        .where('nickname', '=', `Photo ${ageBand}`)
        .executeTakeFirstOrThrow();
      return row.id;
    };
    const photo = async (finder: string): Promise<string> => {
      const id = crypto.randomUUID();
      await joka.test.db.game
        .insertInto('game.photos')
        .values({
          id,
          player: finder,
          object_key: 'photos/x',
          territory: '62510',
          state: 'review',
          place_cell: null,
        })
        .execute();
      return id;
    };
    const [adult, minor] = [await photo(await player('18-25')), await photo(await player('16-17'))];
    const seen = async (as: string): Promise<string[]> =>
      ((await ask(joka, 'GET', '/review/photos', { as })).body as { photos: { id: string }[] }).photos
        .map(({ id }) => id)
        .toSorted();
    expect(await seen(joker)).toEqual([adult]);
    expect(await seen(adviser)).toEqual([adult, minor].toSorted());
    const body = { decision: 'reject', fields: null };
    const judge = (id: string) => ask(joka, 'POST', `/review/photos/${id}`, { as: joker, body });
    expect([(await judge(minor)).status, (await judge(adult)).status]).toEqual([404, 200]);
    // A volunteer sends no photo, so none in the queue is their own.
    expect(code(await ask(joka, 'POST', '/photos', { as: joker, body: {} }))).toBe('ROLE_FORBIDDEN');
  });
});
