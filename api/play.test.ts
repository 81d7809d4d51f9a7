import { randomUUID } from 'node:crypto';
import { cellToParent, gridDisk, latLngToCell } from 'h3-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SCENARIO } from '../game/scenario.ts';
import { ask, enterByLink, enterPlayer, enterStaff, NOW, openHarness, settleAll } from './test/harness.ts';
import type { Answer, Harness } from './test/harness.ts';
import { addOffer } from './test/offer.ts';

const CELLS = gridDisk(latLngToCell(50.42, 2.78, 11), 7);
const CLOUD = cellToParent(CELLS[0] ?? '', 10);
const FAR = latLngToCell(50.45, 2.9, 10);

let joka: Harness;
let adviser: string;
let player: string;

beforeAll(async () => {
  joka = await openHarness();
  const operator = await enterByLink(joka, joka.operatorLink, 'Opératrice');
  adviser = await enterStaff(joka, operator, 'adviser', '62510');
});
afterAll(() => joka.close());
beforeEach(async () => {
  player = await enterPlayer(joka, adviser, 'play_position', 'research');
});

const get = async <T>(path: string): Promise<T> => (await ask(joka, 'GET', path, { as: player })).body as T;
const post = (path: string, body: object, key?: string): Promise<Answer> =>
  ask(joka, 'POST', path, { as: player, body, ...(key === undefined ? {} : { key }) });

/** Walks through the first `n` cells, half a minute in each, ending now. */
const walk = async (n: number): Promise<void> => {
  const dwells = CELLS.slice(0, n).map((cell, i) => ({
    cell,
    home: false,
    firstAt: new Date(NOW - (n - i) * 40_000).toISOString(),
    lastAt: new Date(NOW - (n - i) * 40_000 + 30_000).toISOString(),
    n: 6,
    accuracy: 'fine',
  }));
  const body = { device: randomUUID(), seq: 1, sentAt: new Date(NOW).toISOString(), dwells };
  expect((await post('/play/batches', body)).status).toBe(202);
  await settleAll(joka);
};

type Map = {
  pins: { offer: string }[];
  hidden: { n: number }[];
  piles: { commune: string; total: number; opened: string[] }[];
};
type Found = {
  pins: { offer: { id: string; lat: number | null }; door: object | null; keyOpens: boolean }[];
  piles: { opened: { id: string }[] }[];
};

describe('the two shelves', () => {
  it('hide a pin under its cloud, open piles by walking, and hold the same offers as the map', async () => {
    const { db } = joka.test;
    const pin = await addOffer(db, { precision: 'door', cell: CLOUD, territory: '62510' });
    const far = await addOffer(db, { precision: 'door', cell: FAR });
    const pile = [await addOffer(db), await addOffer(db, { createdAt: NOW - 86_400_000 })];
    const nowhere = await addOffer(db, { precision: 'none', commune: null });
    const before = await get<Map>('/play/map');
    expect(before.pins).toEqual([]);
    expect(before.hidden.reduce((sum, { n }) => sum + n, 0)).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(before)).not.toContain(pin);
    // « Offres » is full from the first minute, whatever was walked.
    const offers = (await ask(joka, 'GET', '/offers?territory=62510&size=100')).body as {
      offers: { id: string }[];
    };
    expect(offers.offers.map(({ id }) => id)).toEqual(expect.arrayContaining([pin, far, ...pile, nowhere]));
    await walk(120);
    const map = await get<Map>('/play/map');
    expect(map.pins.map(({ offer }) => offer)).toContain(pin);
    expect(map.pins.map(({ offer }) => offer)).not.toContain(far);
    const opened = map.piles.flatMap((one) => one.opened);
    expect(opened).toEqual(expect.arrayContaining(pile));
    const found = await get<Found>('/play/discoveries');
    expect(found.pins.map(({ offer }) => offer.id).toSorted()).toEqual(
      map.pins.map(({ offer }) => offer).toSorted(),
    );
    expect(found.piles.flatMap((one) => one.opened.map(({ id }) => id)).toSorted()).toEqual(
      opened.toSorted(),
    );
  });

  it('give a photo’s exact door for a key only, and a public one for nothing', async () => {
    const { db } = joka.test;
    const open = await addOffer(db, { precision: 'door', cell: CLOUD });
    const photo = await addOffer(db, { precision: 'photo', origin: 'photo', cell: CLOUD });
    const other = await addOffer(db, { precision: 'photo', origin: 'photo', cell: FAR });
    const listed = (await ask(joka, 'GET', `/offers/${photo}`)).body;
    expect(listed).toMatchObject({ lat: null, lng: null, placeLabel: null, description: expect.any(String) });
    expect((await post('/play/discoveries', { offer: open })).body).toMatchObject({
      code: 'DISCOVERY_NOT_LOCKED',
    });
    expect((await post('/play/discoveries', { offer: photo })).body).toMatchObject({
      code: 'DISCOVERY_UNDER_CLOUDS',
    });
    await walk(7);
    expect((await post('/play/discoveries', { offer: photo })).body).toMatchObject({ code: 'KEY_MISSING' });
    await walk(120);
    const { keys } = await get<{ keys: { free: number } }>('/play/points');
    expect(keys.free).toBeGreaterThan(0);
    const doorOf = async (id: string): Promise<object | null | undefined> =>
      (await get<Found>('/play/discoveries')).pins.find(({ offer }) => offer.id === id)?.door;
    expect(await doorOf(photo)).toBeNull();
    expect(await doorOf(open)).toMatchObject({ label: '12 rue du Pont' });
    // Two taps at once, and again later: one key.
    await Promise.all([
      post('/play/discoveries', { offer: photo }),
      post('/play/discoveries', { offer: photo }),
    ]);
    const spent = await post('/play/discoveries', { offer: photo });
    expect(spent.body).toMatchObject({ keys: { used: 1, free: keys.free - 1 } });
    expect(await doorOf(photo)).toMatchObject({ label: '12 rue du Pont' });
    expect((await post('/play/discoveries', { offer: other })).body).toMatchObject({
      code: 'DISCOVERY_UNDER_CLOUDS',
    });
  });
});

describe('acts', () => {
  it('are written once, pay once, and fill the notebook and the study', async () => {
    const offer = await addOffer(joka.test.db);
    const key = randomUUID();
    const first = await post('/play/acts', { offer, act: 'visited' }, key);
    expect(first).toMatchObject({ status: 201, body: { points: SCENARIO.points.offer_visited } });
    expect(await post('/play/acts', { offer, act: 'visited' }, key)).toEqual(first);
    expect((await post('/play/acts', { offer, act: 'go' }, key)).body).toMatchObject({
      code: 'MUTATION_BODY_DIFFERS',
    });
    expect((await post('/play/acts', { offer, act: 'visited' })).body).toEqual({ points: 0 });
    expect((await post('/play/outcomes', { offer, outcome: 'met_someone' })).body).toEqual({ points: 10 });
    const notebook = await get<{ lines: { act: string | null; outcome: string | null }[] }>('/play/notebook');
    expect(notebook.lines).toHaveLength(3);
    const staged = await joka.test.db.study.selectFrom('study.staging').select('lake_table').execute();
    expect(staged.filter(({ lake_table }) => lake_table === 'offer_events')).toHaveLength(2);
  });

  it('need a key of their own, a known offer and a day that can be', async () => {
    const offer = await addOffer(joka.test.db);
    const without = await joka.app.inject({
      method: 'POST',
      url: '/api/v1/play/acts',
      headers: { cookie: `joka=${player}` },
      payload: { offer, act: 'go' },
    });
    expect(without.json()).toMatchObject({ code: 'MUTATION_KEY_MISSING' });
    expect((await post('/play/acts', { offer: randomUUID(), act: 'go' })).status).toBe(404);
    const at = new Date(NOW - 30 * 86_400_000).toISOString();
    expect((await post('/play/acts', { offer, act: 'go', at })).body).toMatchObject({
      details: { field: 'at' },
    });
    expect((await post('/play/acts', { offer, act: 'dance' })).body).toMatchObject({
      details: { field: 'act' },
    });
  });

  it('serve a contact after the act, and keep it nowhere else', async () => {
    const phone = '03 21 00 11 22';
    const offer = await addOffer(joka.test.db, { phone });
    expect((await ask(joka, 'GET', `/offers/${offer}`)).body).toMatchObject({ hasContact: true });
    expect((await post('/play/contact', { offer })).body).toEqual({ phone, email: null });
    const kept = [
      await joka.test.db.game.selectFrom('game.mutations').selectAll().execute(),
      await joka.test.db.game
        .selectFrom('game.offer_events')
        .selectAll()
        .where('offer', '=', offer)
        .execute(),
    ];
    expect(JSON.stringify(kept)).not.toContain(phone);
    expect(kept[1]).toMatchObject([{ act: 'call' }]);
    for (const path of ['/offers?size=100', `/offers/${offer}`])
      expect(JSON.stringify((await ask(joka, 'GET', path)).body)).not.toContain(phone);
  });
});

describe('ties', () => {
  it('count a meeting when both said so, once per pair and day, without a name', async () => {
    const friend = await enterPlayer(joka, adviser, 'research');
    const asFriend = async <T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> =>
      (await ask(joka, method, path, { as: friend, body })).body as T;
    const { code } = await asFriend<{ code: string }>('GET', '/play/code');
    expect(await asFriend<{ code: string }>('GET', '/play/code')).toMatchObject({ code });
    const meet = { kind: 'meeting', otherKind: 'peer', other: code.toLowerCase(), offer: null };
    const made = (await post('/play/interactions', meet)).body as { id: string };
    expect(made).toMatchObject({ confirmed: false, points: 0 });
    expect((await asFriend<{ meetings: { id: string }[] }>('GET', '/play/meetings')).meetings).toMatchObject([
      { id: made.id },
    ]);
    expect(await asFriend('POST', `/play/meetings/${made.id}/confirm`, {})).toEqual({ done: true });
    // A second yes under another key changes nothing.
    expect(await asFriend('POST', `/play/meetings/${made.id}/confirm`, {})).toEqual({ done: true });
    const both = await joka.test.db.game.selectFrom('game.interactions').selectAll().execute();
    expect(both.filter(({ kind, confirmed_by_other: yes }) => kind === 'meeting' && yes)).toHaveLength(2);
    const again = (await post('/play/interactions', meet)).body as { id: string };
    await asFriend('POST', `/play/meetings/${again.id}/confirm`, {});
    const pay = SCENARIO.points.meeting_confirmed;
    expect(await get('/play/points')).toMatchObject({ total: pay });
    expect(await asFriend('GET', '/play/points')).toMatchObject({ total: pay });
    const own = (await ask(joka, 'GET', '/play/code', { as: player })).body as { code: string };
    expect((await post('/play/interactions', { ...meet, other: own.code })).body).toMatchObject({
      code: 'MEETING_WITH_ONESELF',
    });
    expect((await post('/play/interactions', { ...meet, other: 'AAAABBBB' })).body).toMatchObject({
      code: 'CODE_UNKNOWN',
    });
    joka.clock.set(NOW + 2 * 3_600_000);
    expect((await post('/play/interactions', meet)).body).toMatchObject({ code: 'CODE_UNKNOWN' });
    joka.clock.set(NOW);
  });
});

describe('consents', () => {
  it('are off until given, and position is refused without its own', async () => {
    const shy = await enterPlayer(joka, adviser);
    const body = {
      device: randomUUID(),
      seq: 0,
      sentAt: new Date(NOW).toISOString(),
      dwells: [
        {
          cell: CELLS[0],
          home: false,
          firstAt: new Date(NOW - 60_000).toISOString(),
          lastAt: new Date(NOW).toISOString(),
          n: 3,
          accuracy: 'fine',
        },
      ],
    };
    expect((await ask(joka, 'POST', '/play/batches', { as: shy, body })).body).toMatchObject({
      code: 'CONSENT_MISSING',
    });
    const { consents } = (await ask(joka, 'GET', '/me', { as: shy })).body as {
      consents: { given: boolean }[];
    };
    expect(consents.map(({ given }) => given)).toEqual([false, false, false]);
  });

  it('withdrawn, take the positions of the last hours with them, and leave the clouds', async () => {
    await walk(30);
    const { cells } = await get<{ cells: object[] }>('/play/fog');
    const body = { purpose: 'play_position', given: false, textVersion: '1' };
    expect((await ask(joka, 'PUT', '/me/consents', { as: player, body })).status).toBe(200);
    const exported = await get<{ tables: { table: string; rows: { dwells?: object[] }[] }[] }>('/me/export');
    const batches = exported.tables.find(({ table }) => table === 'game.batches')?.rows;
    expect(batches?.map(({ dwells }) => dwells)).toEqual([[]]);
    expect((await get<{ cells: object[] }>('/play/fog')).cells).toEqual(cells);
  });
});
