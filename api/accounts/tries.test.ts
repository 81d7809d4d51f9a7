import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { JokaError } from '../../game/errors.ts';
import { ask, enterByLink, enterStaff, NOW, openHarness } from '../test/harness.ts';
import type { Answer, Harness } from '../test/harness.ts';
import { networkOf } from './address.ts';
import { addressKey, createTries, PER_ADDRESS } from './tries.ts';

let joka: Harness;
let adviser: string;
const PHRASE = 'le chat dort dehors';

beforeAll(async () => {
  joka = await openHarness();
  const operator = await enterByLink(joka, joka.operatorLink, 'Opératrice');
  adviser = await enterStaff(joka, operator, 'adviser', '62510');
  const body = { nickname: 'Lina', passphrase: PHRASE, ageBand: '18-25', territory: '62510' };
  await ask(joka, 'POST', '/enter/alone', { body });
});
afterAll(() => joka.close());
beforeEach(async () => {
  joka.clock.set(NOW);
  await joka.test.db.idp.deleteFrom('idp.tries').execute();
});

const enter = (passphrase: string, nickname = 'Lina'): Promise<Answer> =>
  ask(joka, 'POST', '/enter/passphrase', { body: { nickname, passphrase } });
const statuses = async (n: number, run: () => Promise<Answer>): Promise<number[]> => {
  const found: number[] = [];
  for (let i = 0; i < n; i += 1) found.push((await run()).status);
  return found;
};

describe('guesses at one account', () => {
  it('wait longer and longer, and the right phrase waits too; another account does not', async () => {
    expect(await statuses(6, () => enter('un mot de passe faux'))).toEqual([401, 401, 401, 401, 401, 429]);
    const refused = await joka.app.inject({
      method: 'POST',
      url: '/api/v1/enter/passphrase',
      payload: { nickname: 'LINA', passphrase: PHRASE },
    });
    expect(refused.json()).toMatchObject({ code: 'TOO_MANY_TRIES', details: { seconds: 30 } });
    expect(refused.headers['retry-after']).toBe('30');
    expect((await enter(PHRASE, 'Personne')).status).toBe(401);
    joka.clock.set(NOW + 30_000);
    expect(await statuses(2, () => enter('un mot de passe faux'))).toEqual([401, 429]);
    joka.clock.set(NOW + 91_000);
    expect((await enter(PHRASE)).status).toBe(200);
    expect((await enter('un mot de passe faux')).status).toBe(401);
  });

  it('are counted also when they come at once, and in every process', async () => {
    const second = createTries(joka.test.db.idp, joka.clock);
    const at = await Promise.all(Array.from({ length: 12 }, () => enter('un mot de passe faux')));
    expect(at.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(at.filter(({ status }) => status === 429)).toHaveLength(7);
    await expect(
      second.attempt([{ rule: { ...PER_ADDRESS }, name: 'account lina' }], async () => 1),
    ).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
    const rows = JSON.stringify(await joka.test.db.idp.selectFrom('idp.tries').selectAll().execute());
    expect(rows).not.toMatch(/lina|127\.0\.0\.1/i);
  });

  it('are forgotten with the person', async () => {
    const body = { nickname: 'Ugo', passphrase: PHRASE, ageBand: '18-25', territory: '62510' };
    const { cookie } = await ask(joka, 'POST', '/enter/alone', { body });
    await enter('un mot de passe faux', 'Ugo');
    const count = async (): Promise<number> =>
      (await joka.test.db.idp.selectFrom('idp.tries').selectAll().execute()).length;
    expect(await count()).toBe(2);
    await ask(joka, 'DELETE', '/me', { as: cookie });
    expect(await count()).toBe(1);
  });
});

describe('one address', () => {
  it('lets a class of thirty in at once, each after three typing errors', async () => {
    const made = await ask(joka, 'POST', '/rallies/codes', { as: adviser, body: { maxUses: 30, days: 1 } });
    const { code } = made.body as { code: string };
    const pupil = async (i: number): Promise<number[]> => {
      const body = { code, nickname: `Élève ${i}`, passphrase: null, ageBand: '16-17' };
      const wrong = { ...body, code: `ZZZZ-ZZ${String(i).padStart(2, '0')}` };
      return [
        ...(await statuses(3, () => ask(joka, 'POST', '/enter/rally', { body: wrong }))),
        (await ask(joka, 'POST', '/enter/rally', { body })).status,
      ];
    };
    const all = await Promise.all(Array.from({ length: 30 }, (_, i) => pupil(i)));
    expect(new Set(all.map(String))).toEqual(new Set(['404,404,404,200']));
  }, 60_000);

  it('is stopped when it guesses codes: recovery, cards, links and rallies count together', async () => {
    const guess = (i: number): Promise<Answer> => {
      const [path, more] = [
        ['/enter/recovery', {}],
        ['/enter/card', { nickname: 'X' }],
        ['/enter/link', { nickname: 'X', passphrase: PHRASE }],
        ['/enter/rally', { nickname: 'X', passphrase: null, ageBand: '18-25' }],
      ][i % 4] as [string, object];
      return ask(joka, 'POST', path, { body: { code: `GUESS-${1000 + i}`, ...more } });
    };
    let i = 0;
    const found = await statuses(PER_ADDRESS.free + 4, () => guess((i += 1)));
    expect(found.filter((status) => status === 404)).toHaveLength(PER_ADDRESS.free);
    expect(found.slice(-4)).toEqual([429, 429, 429, 429]);
  }, 60_000);

  it('is an IPv4 address or the /64 of an IPv6 one', () => {
    expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:db8:1:2::9'));
    expect(networkOf('2001:db8:1:3::9')).not.toBe(networkOf('2001:db8:1:2::9'));
    expect(networkOf('nonsense')).toBe('unknown');
  });

  it('is not charged for what was no guess', async () => {
    const tries = createTries(joka.test.db.idp, joka.clock);
    const fail = () =>
      tries.attempt([addressKey('192.0.2.1')], async () => {
        throw new JokaError('NICKNAME_TAKEN', { field: 'nickname' });
      });
    await expect(fail()).rejects.toMatchObject({ code: 'NICKNAME_TAKEN' });
    const [row] = await joka.test.db.idp.selectFrom('idp.tries').select('n').execute();
    expect(row?.n).toBe(0);
  });
});
