import { randomUUID } from 'node:crypto';
import { gridDisk, latLngToCell } from 'h3-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCENARIO } from '../game/scenario.ts';
import { ask, enterByLink, enterPlayer, enterStaff, NOW, openHarness, settleAll } from './test/harness.ts';
import type { Harness } from './test/harness.ts';

let joka: Harness;
let operator: string;
let adviser: string;

beforeAll(async () => {
  joka = await openHarness();
  operator = await enterByLink(joka, joka.operatorLink, 'Opératrice');
  adviser = await enterStaff(joka, operator, 'adviser', '62510');
});
afterAll(() => joka.close());

describe('from an empty store to a first cleared cloud', () => {
  it('goes by operator link, organisation, invitation, card and consent, with no demo', async () => {
    const player = await enterPlayer(joka, adviser, 'play_position');
    const me = await ask(joka, 'GET', '/me', { as: player });
    expect(me.body).toMatchObject({ role: 'player', nickname: 'Nour', points: 0, demo: false });
    const dwells = gridDisk(latLngToCell(50.42, 2.78, 11), 1).map((cell, i) => ({
      cell,
      home: false,
      firstAt: new Date(NOW - 600_000 + i * 60_000).toISOString(),
      lastAt: new Date(NOW - 570_000 + i * 60_000).toISOString(),
      n: 6,
      accuracy: 'fine',
    }));
    const body = { device: randomUUID(), seq: 0, sentAt: new Date(NOW).toISOString(), dwells };
    const sent = await ask(joka, 'POST', '/play/batches', { as: player, body });
    expect(sent).toMatchObject({ status: 202, body: { accepted: 7, refused: [] } });
    expect((await ask(joka, 'GET', '/play/fog', { as: player })).body).toMatchObject({
      waiting: 1,
      cells: [],
    });
    await settleAll(joka);
    const fog = (await ask(joka, 'GET', '/play/fog', { as: player })).body as { cells: unknown[] };
    expect(fog.cells.length).toBeGreaterThan(0);
    const points = (await ask(joka, 'GET', '/play/points', { as: player })).body;
    expect(points).toMatchObject({ total: fog.cells.length * SCENARIO.points.cell_cleared });
  });

  it('says 404 to the demo door and its windows', async () => {
    for (const [method, path] of [
      ['POST', '/enter/demo'],
      ['GET', '/demo/windows'],
    ] as const)
      expect(
        (await ask(joka, method, path, { body: method === 'POST' ? { persona: 'player' } : undefined }))
          .status,
      ).toBe(404);
  });
});

describe('codes', () => {
  it('serve once, also when two hands use them at once', async () => {
    const printed = await ask(joka, 'POST', '/adviser/cards', {
      as: adviser,
      body: { n: 2, ageBand: '16-17' },
    });
    const [first, second] = (printed.body as { cards: { code: string }[] }).cards;
    const enter = (code: string | undefined) =>
      ask(joka, 'POST', '/enter/card', { body: { code, nickname: 'Zoé' } });
    // Read aloud and typed by hand: case, dashes and O for 0 do not matter.
    const typed = first?.code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o');
    expect((await enter(typed)).status).toBe(200);
    expect(await enter(first?.code)).toMatchObject({ status: 404, body: { code: 'CODE_UNKNOWN' } });
    const both = await Promise.all([enter(second?.code), enter(second?.code)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404]);
    expect((await enter('AAAA-BBBB-CCCC')).body).toMatchObject({ code: 'CODE_UNKNOWN' });
  });

  it('are shown again for the same write, and stored only as hashes', async () => {
    const key = randomUUID();
    const again = () =>
      ask(joka, 'POST', '/adviser/cards', { as: adviser, key, body: { n: 1, ageBand: '18-25' } });
    const [one, two] = [await again(), await again()];
    expect(two.body).toEqual(one.body);
    const code = (one.body as { cards: { code: string }[] }).cards[0]?.code ?? '';
    const stored = JSON.stringify([
      await joka.test.db.idp.selectFrom('idp.invitations').selectAll().execute(),
      await joka.test.db.idp.selectFrom('idp.mutations').selectAll().execute(),
    ]);
    expect(stored).not.toContain(code);
    expect(stored).not.toContain(code.replaceAll('-', ''));
  });

  it('give a lost account back once, and end its other sessions', async () => {
    const printed = await ask(joka, 'POST', '/adviser/cards', {
      as: adviser,
      body: { n: 1, ageBand: '18-25' },
    });
    const [card] = (printed.body as { cards: { code: string }[] }).cards;
    const entered = await ask(joka, 'POST', '/enter/card', { body: { code: card?.code, nickname: 'Lou' } });
    const { recoveryCode } = entered.body as { recoveryCode: string };
    const back = await ask(joka, 'POST', '/enter/recovery', { body: { code: recoveryCode } });
    expect(back.status).toBe(200);
    expect((await ask(joka, 'GET', '/me', { as: back.cookie })).body).toMatchObject({ nickname: 'Lou' });
    expect((await ask(joka, 'GET', '/me', { as: entered.cookie })).status).toBe(401);
    expect((await ask(joka, 'POST', '/enter/recovery', { body: { code: recoveryCode } })).status).toBe(404);
  });
});

describe('alone, with a passphrase', () => {
  const account = {
    nickname: 'Inès 59',
    passphrase: 'le chat dort dehors',
    ageBand: '18-25',
    territory: '62510',
  };
  it('enters, comes back, and refuses a wrong passphrase and an unknown nickname alike', async () => {
    expect((await ask(joka, 'POST', '/enter/alone', { body: account })).status).toBe(200);
    const { nickname, passphrase } = account;
    const back = await ask(joka, 'POST', '/enter/passphrase', { body: { nickname: ' inès 59', passphrase } });
    expect(back).toMatchObject({ status: 400 });
    const plain = await ask(joka, 'POST', '/enter/passphrase', { body: { nickname: 'inès 59', passphrase } });
    expect((await ask(joka, 'GET', '/me', { as: plain.cookie })).body).toMatchObject({ nickname: 'Inès 59' });
    const wrong = await ask(joka, 'POST', '/enter/passphrase', {
      body: { nickname, passphrase: 'un autre mot de passe' },
    });
    const nobody = await ask(joka, 'POST', '/enter/passphrase', {
      body: { nickname: 'Personne', passphrase },
    });
    expect([wrong.status, nobody.status]).toEqual([401, 401]);
    expect((wrong.body as { message: string }).message).toBe((nobody.body as { message: string }).message);
    expect((await ask(joka, 'POST', '/enter/alone', { body: account })).body).toMatchObject({
      code: 'NICKNAME_TAKEN',
    });
  });

  it('keeps sessions as hashes, without address or browser', async () => {
    const entered = await ask(joka, 'POST', '/enter/alone', { body: { ...account, nickname: 'Sami' } });
    const sessions = JSON.stringify(await joka.test.db.idp.selectFrom('idp.sessions').selectAll().execute());
    expect(sessions).not.toContain(entered.cookie);
    expect(sessions).not.toContain('lightMyRequest');
    await ask(joka, 'POST', '/leave', { as: entered.cookie });
    expect((await ask(joka, 'GET', '/me', { as: entered.cookie })).status).toBe(401);
  });
});

describe('another site', () => {
  it('cannot write in the name of a person', async () => {
    const player = await enterPlayer(joka, adviser);
    const body = { purpose: 'research', given: true, textVersion: '1' };
    const from = (headers: Record<string, string>) =>
      ask(joka, 'PUT', '/me/consents', { as: player, body, headers });
    expect((await from({ 'sec-fetch-site': 'cross-site' })).body).toMatchObject({
      code: 'CROSS_SITE_REFUSED',
    });
    expect((await from({ origin: 'https://evil.example' })).body).toMatchObject({
      code: 'CROSS_SITE_REFUSED',
    });
    expect((await from({ origin: 'http://localhost:80', 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });
});
