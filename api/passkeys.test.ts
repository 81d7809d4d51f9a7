import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relyingParty } from './accounts/passkeys/relying-party.ts';
import { softAuthenticator } from './test/authenticator.ts';
import { ask, enterByLink, enterPlayer, enterStaff, NOW, openHarness } from './test/harness.ts';
import type { Answer, Harness } from './test/harness.ts';

let joka: Harness;
let adviser: string;

beforeAll(async () => {
  joka = await openHarness();
  const operator = await enterByLink(joka, joka.operatorLink, 'Opératrice');
  adviser = await enterStaff(joka, operator, 'adviser', '62510');
});
afterAll(() => joka.close());

const HOST = { host: 'localhost' };
type Question = { options: { challenge: string; user: { id: string }; excludeCredentials: unknown[] } };
const question = async (path: string, as: string | null = null): Promise<Question['options']> => {
  const answer = await ask(joka, 'POST', path, { as, headers: HOST });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return (answer.body as Question).options;
};
const add = async (as: string, key: ReturnType<typeof softAuthenticator>, counter = 0): Promise<Answer> => {
  const { challenge } = await question('/me/passkeys/question', as);
  return ask(joka, 'POST', '/me/passkeys', {
    as,
    headers: HOST,
    body: { name: 'Mon téléphone', answer: key.register({ challenge, counter }) },
  });
};
const enter = (answer: object): Promise<Answer> =>
  ask(joka, 'POST', '/enter/passkey', { headers: HOST, body: { answer } });
const challenge = async (): Promise<string> => (await question('/enter/passkey/question')).challenge;
const code = ({ body }: Answer): unknown => (body as { code?: string }).code;

describe('a passkey', () => {
  it('is added to an account and opens it without a nickname, with a session like any other', async () => {
    const player = await enterPlayer(joka, adviser);
    const key = softAuthenticator();
    expect(await add(player, key)).toMatchObject({
      status: 201,
      body: { name: 'Mon téléphone', lastUsedAt: null },
    });
    const asked = await question('/me/passkeys/question', player);
    expect(asked.excludeCredentials).toEqual([{ id: key.id, type: 'public-key', transports: ['internal'] }]);
    const handle = Buffer.from(asked.user.id, 'base64url').toString();
    const entered = await enter(key.sign({ challenge: await challenge() }, handle));
    expect(entered).toMatchObject({ status: 200, body: { role: 'player', recoveryCode: null } });
    expect((await ask(joka, 'GET', '/me', { as: entered.cookie })).body).toMatchObject({ nickname: 'Nour' });
    const { rows } = { rows: await joka.test.db.idp.selectFrom('idp.sessions').selectAll().execute() };
    expect(rows.filter(({ user_id }) => user_id === handle)).toHaveLength(2);
    const listed = await ask(joka, 'GET', '/me/passkeys', { as: player });
    expect(listed.body).toEqual({
      passphrase: false,
      passkeys: [
        {
          id: key.id,
          name: 'Mon téléphone',
          synced: false,
          createdAt: new Date(NOW).toISOString(),
          lastUsedAt: new Date(NOW).toISOString(),
        },
      ],
    });
  });

  it('answers one question once, within five minutes, from this origin, as its owner', async () => {
    const player = await enterPlayer(joka, adviser);
    const key = softAuthenticator();
    await add(player, key);
    const first = key.sign({ challenge: await challenge() });
    expect((await enter(first)).status).toBe(200);
    expect(code(await enter(first))).toBe('PASSKEY_CHALLENGE_OVER');
    const both = key.sign({ challenge: await challenge() });
    const twice = await Promise.all([enter(both), enter(both)]);
    expect(twice.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const late = key.sign({ challenge: await challenge() });
    joka.clock.set(NOW + 5 * 60_000);
    expect(code(await enter(late))).toBe('PASSKEY_CHALLENGE_OVER');
    joka.clock.set(NOW);
    expect(code(await enter(key.sign({ challenge: 'bm90IG91cnM' })))).toBe('PASSKEY_CHALLENGE_OVER');
    const elsewhere = { challenge: await challenge(), origin: 'http://localhost:9999' };
    expect(code(await enter(key.sign(elsewhere)))).toBe('PASSKEY_REFUSED');
    const another = key.sign({ challenge: await challenge() }, 'somebody else');
    expect(code(await enter(another))).toBe('PASSKEY_REFUSED');
    const stolen = {
      ...softAuthenticator().sign({ challenge: await challenge() }),
      id: key.id,
      rawId: key.id,
    };
    expect(code(await enter(stolen))).toBe('PASSKEY_REFUSED');
    const { challenge: forPlayer } = await question('/me/passkeys/question', player);
    expect(code(await enter(key.sign({ challenge: forPlayer })))).toBe('PASSKEY_CHALLENGE_OVER');
  });

  it('whose counter goes back or stands still is a copy, and is refused', async () => {
    const player = await enterPlayer(joka, adviser);
    const key = softAuthenticator();
    await add(player, key, 3);
    const at = async (counter: number): Promise<number> =>
      (await enter(key.sign({ challenge: await challenge(), counter }))).status;
    expect([await at(4), await at(4), await at(2), await at(5)]).toEqual([200, 401, 401, 200]);
  });

  it('belongs to one account, and only its owner sees and removes it; the last stays without a passphrase', async () => {
    const [player, other] = [await enterPlayer(joka, adviser), await enterPlayer(joka, adviser)];
    const [key, second] = [softAuthenticator(), softAuthenticator()];
    await add(player, key);
    expect(code(await add(other, key))).toBe('PASSKEY_REFUSED');
    const remove = (as: string, id: string) => ask(joka, 'DELETE', `/me/passkeys/${id}`, { as });
    expect(code(await remove(other, key.id))).toBe('NOT_FOUND');
    expect(code(await remove(player, softAuthenticator().id))).toBe('NOT_FOUND');
    expect(code(await remove(player, key.id))).toBe('LAST_WAY_IN');
    await add(player, second);
    expect((await remove(player, key.id)).status).toBe(200);
    expect(code(await enter(key.sign({ challenge: await challenge() })))).toBe('PASSKEY_REFUSED');
    expect((await enter(second.sign({ challenge: await challenge() }))).status).toBe(200);
    const body = { nickname: 'Yanis', passphrase: 'un ciel tout bleu', ageBand: '18-25', territory: '62510' };
    const withPhrase = (await ask(joka, 'POST', '/enter/alone', { body })).cookie ?? '';
    const third = softAuthenticator();
    await add(withPhrase, third);
    expect((await remove(withPhrase, third.id)).status).toBe(200);
  });

  it('goes with its account, and a recovery code still gives back one whose phone is lost', async () => {
    const player = await enterPlayer(joka, adviser);
    const key = softAuthenticator();
    await add(player, key);
    expect((await ask(joka, 'DELETE', '/me', { as: player })).status).toBe(200);
    expect(code(await enter(key.sign({ challenge: await challenge() })))).toBe('PASSKEY_REFUSED');
    const rows = await joka.test.db.idp.selectFrom('idp.passkeys').select('id').execute();
    expect(rows.map(({ id }) => id)).not.toContain(key.id);
    const alone = { nickname: 'Awa', passphrase: null, ageBand: '18-25', territory: '62510' };
    const entered = await ask(joka, 'POST', '/enter/alone', { body: alone });
    await add(entered.cookie ?? '', softAuthenticator());
    const { recoveryCode } = entered.body as { recoveryCode: string };
    const back = await ask(joka, 'POST', '/enter/recovery', { body: { code: recoveryCode } });
    expect((await ask(joka, 'GET', '/me', { as: back.cookie })).body).toMatchObject({ nickname: 'Awa' });
  });
});

describe('whom a passkey is made for', () => {
  it('is the public address, or localhost; a number or another name is refused with the reason', async () => {
    expect(relyingParty('https://joka.example.org', 'http://10.0.0.1:8080')).toEqual({
      id: 'joka.example.org',
      origin: 'https://joka.example.org',
    });
    expect(relyingParty(null, 'http://localhost:8080')).toEqual({
      id: 'localhost',
      origin: 'http://localhost:8080',
    });
    for (const own of ['http://127.0.0.1:8080', 'https://joka.example.org'])
      expect(() => relyingParty(null, own)).toThrow('Passkeys belong to a name');
    expect(() => relyingParty('http://joka.example.org', own())).toThrow('joka.example.org');
    const answer = await ask(joka, 'POST', '/enter/passkey/question', { headers: { host: '192.168.1.9' } });
    expect(answer).toMatchObject({ status: 409, body: { code: 'PASSKEY_ADDRESS' } });
  });
});
const own = (): string => 'http://localhost:8080';
