import { randomUUID } from 'node:crypto';
import { cellToLatLng, cellToParent } from 'h3-js';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, photoBench, placeAt, SHOP } from './test/bench.ts';
import { createPhotoSteps } from './steps.ts';
import { photograph, POSTERS, SALE } from './test/poster.ts';

type Bench = Awaited<ReturnType<typeof photoBench>>;
let bench: Bench;
beforeAll(async () => {
  bench = await photoBench();
});
afterAll(() => bench.close());

const picture = (name: string): Promise<Buffer> => {
  const poster = POSTERS.find((one) => one.name === name);
  if (!poster) throw new Error(`no poster ${name}`);
  return photograph(poster);
};
const offersOf = (id: string) =>
  bench.db.offers.selectFrom('offers.offers').selectAll().where('external_id', '=', id).execute();
const stateOf = async (id: string) => {
  const { state, error_code } = await bench.db.game
    .selectFrom('game.photos')
    .select(['state', 'error_code'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return error_code === null ? state : `${state} ${error_code}`;
};
const pointsOf = async (player: string) =>
  (await bench.db.game.selectFrom('game.ledger').selectAll().where('player', '=', player).execute()).map(
    ({ event, points }) => ({ event, points }),
  );
const outboxOf = async (id: string) =>
  (await bench.db.ops.selectFrom('ops.outbox').select('outcome').where('subject', '=', id).execute()).map(
    ({ outcome }) => outcome,
  );

describe('a printed ad, confirmed by its finder', () => {
  let player: string;
  let id: string;
  beforeAll(async () => {
    player = await bench.player();
    id = await bench.submit(await picture('apprentice'), { player });
    await bench.runUntilIdle();
  });

  test('is read and waits for the finder, with nothing published', async () => {
    expect(await stateOf(id)).toBe('read');
    expect((await bench.photo(id)).draft).toMatchObject({
      verdict: 'vacancy',
      title: { value: 'Pâtissier / Pâtissière' },
      phone: { value: '06 39 98 56 78' },
    });
    expect(await offersOf(id)).toEqual([]);
    expect(await outboxOf(id)).toEqual([null]);
  });

  test('becomes an offer where the shop is, its contact apart, and pays once', async () => {
    await bench.confirm(id);
    await bench.runUntilIdle();
    expect(await stateOf(id)).toBe('published');
    const [offer] = await offersOf(id);
    const cell = placeAt(SHOP.lat, SHOP.lng);
    const [lat, lng] = cellToLatLng(cell);
    expect(offer).toMatchObject({
      source: 'vitrine',
      origin: 'photo',
      precision: 'photo',
      title: 'Pâtissier / Pâtissière',
      contract: 'apprenticeship',
      employer: 'Boulangerie Lefèvre',
      rome: 'D1104',
      territory: 'TEST',
      commune: '62510',
      cell: cellToParent(cell, 10),
      lat,
      lng,
      created_at: new Date(bench.clock.now()),
    });
    expect(JSON.stringify(offer)).not.toMatch(/06.?39.?98/);
    const contact = await bench.db.offers.selectFrom('offers.contacts').selectAll().execute();
    expect(contact).toMatchObject([{ offer: offer?.id, phone: '06 39 98 56 78' }]);
    expect(await pointsOf(player)).toEqual([{ event: `photo_confirmed:${offer?.id}`, points: 20 }]);
    expect(await outboxOf(id)).toEqual(['done']);
    expect(await bench.photo(id)).toMatchObject({
      offer: offer?.id,
      draft: { phone: null },
      confirmed: { phone: null },
    });
    const kept = await sql<{
      row: string;
    }>`SELECT p::text AS row FROM game.photos p WHERE id = ${id}::uuid`.execute(bench.db.game);
    expect(kept.rows[0]?.row).not.toMatch(/39.?98.?56/);
  });

  test('a second run of the same work changes nothing', async () => {
    await bench.retry(id);
    await bench.runUntilIdle();
    expect(await offersOf(id)).toHaveLength(1);
    expect(await pointsOf(player)).toHaveLength(1);
  });

  test('the same window by another player is the same offer, seen again: a smaller thanks, once, without a name', async () => {
    const other = await bench.player();
    const again = await bench.submit(await picture('apprentice'), {
      player: other,
      placeCell: placeAt(SHOP.lat + 0.0002, SHOP.lng),
    });
    await bench.runUntilIdle();
    await bench.confirm(again);
    await bench.runUntilIdle();
    expect(await stateOf(again)).toBe('duplicate');
    expect((await bench.photo(again)).offer).toBe((await bench.photo(id)).offer);
    expect(await offersOf(again)).toEqual([]);
    const { offer } = await bench.photo(again);
    const thanks = [{ event: `photo_seen_again:${offer}`, points: 10 }];
    expect(await pointsOf(other)).toEqual(thanks);
    const seen = await bench.db.offers.selectFrom('offers.sightings').selectAll().execute();
    expect(seen).toHaveLength(1);
    expect(JSON.stringify(seen)).not.toContain(other);
    await bench.retry(again);
    await bench.runUntilIdle();
    expect(await pointsOf(other)).toEqual(thanks);
    expect(await pointsOf(player)).toHaveLength(1);
  });

  test('the same words 300 m away are another shop', async () => {
    const far = await bench.submit(await picture('apprentice'), {
      player,
      placeCell: placeAt(SHOP.lat + 0.003, SHOP.lng),
    });
    await bench.runUntilIdle();
    await bench.confirm(far);
    await bench.runUntilIdle();
    expect(await stateOf(far)).toBe('published');
    expect(await pointsOf(player)).toHaveLength(2);
  });
});

test('the same ad by two players at the same time is one offer', async () => {
  const place = { placeCell: placeAt(50.95, 1.5) };
  const bytes = await picture('pharmacy');
  const ids = [
    await bench.submit(bytes, { player: await bench.player(), ...place }),
    await bench.submit(bytes, { player: await bench.player(), ...place }),
  ];
  await bench.runUntilIdle();
  for (const id of ids) await bench.confirm(id);
  const steps = createPhotoSteps(bench.deps);
  const published = await Promise.all(ids.map((id) => steps.publish(id)));
  expect(published.filter((one) => one?.duplicate === true)).toHaveLength(1);
  expect(new Set(published.map((one) => one?.offer)).size).toBe(1);
  expect([...(await offersOf(ids[0] ?? '')), ...(await offersOf(ids[1] ?? ''))]).toHaveLength(1);
  await bench.runUntilIdle();
});

describe('answers', () => {
  test('a typed phone number is published by a reviewer only', async () => {
    const player = await bench.player();
    const id = await bench.submit(await picture('team'), { player, placeCell: placeAt(50.91, 1.5) });
    await bench.runUntilIdle();
    await bench.confirm(id, { title: 'ÉQUIPIERS POLYVALENTS', phone: '0639981111' });
    await bench.runUntilIdle();
    expect(await stateOf(id)).toBe('review');
    expect((await bench.photo(id)).draft?.reasons).toContain('review:typed_phone');
    await bench.review(id, true);
    await bench.runUntilIdle();
    expect(await stateOf(id)).toBe('published');
    const [offer] = await offersOf(id);
    expect(offer?.title).toBe('Équipiers polyvalents');
    const { phone } = await bench.db.offers
      .selectFrom('offers.contacts')
      .select('phone')
      .where('offer', '=', offer?.id ?? '')
      .executeTakeFirstOrThrow();
    expect(phone).toBe('06 39 98 11 11');
  });

  test('three taps make an offer of a picture in which nothing was read, after review', async () => {
    const player = await bench.player();
    const id = await bench.submit(await photograph({ name: 'blank', lines: ['~'] }), {
      player,
      placeCell: placeAt(50.92, 1.5),
    });
    await bench.runUntilIdle();
    expect((await bench.photo(id)).draft?.verdict).toBe('unread');
    await bench.confirm(id, {
      title: 'Vendeur / Vendeuse',
      rome: 'D1106',
      contract: 'cdd',
      apply: 'in_person',
    });
    await bench.runUntilIdle();
    expect(await stateOf(id)).toBe('review');
    expect(await offersOf(id)).toEqual([]);
    await bench.review(id, true);
    await bench.runUntilIdle();
    expect(await offersOf(id)).toMatchObject([
      { title: 'Vendeur / Vendeuse', contract: 'cdd', description: null },
    ]);
  });

  test('no answer in seven days, a refusal, and "no vacancy" all end without an offer', async () => {
    const player = await bench.player();
    const bytes = await photograph(SALE);
    const [silent, sale, refused] = [
      await bench.submit(bytes, { player }),
      await bench.submit(bytes, { player }),
      await bench.submit(await picture('cook'), { player, placeCell: null }),
    ];
    await bench.runUntilIdle();
    expect((await bench.photo(sale)).draft?.verdict).toBe('other');
    await bench.confirm(sale, { isVacancy: false });
    await bench.confirm(refused);
    await bench.runUntilIdle();
    expect(await stateOf(sale)).toBe('rejected PHOTO_NOT_A_VACANCY');
    expect(await stateOf(refused)).toBe('review');
    await bench.review(refused, false);
    bench.clock.set(bench.clock.now() + 7 * DAY);
    await bench.runUntilIdle();
    expect(await stateOf(silent)).toBe('rejected PHOTO_UNANSWERED');
    expect(await stateOf(refused)).toBe('rejected PHOTO_REFUSED');
    for (const id of [silent, sale, refused]) expect(await offersOf(id)).toEqual([]);
    // what was read of a contact is not kept either
    expect((await bench.photo(refused)).draft?.phone).toBeNull();
    expect(JSON.stringify(await bench.photo(refused))).not.toContain('98.54');
    expect(await pointsOf(player)).toEqual([]);
  });

  test('a vacancy whose finder is gone goes on to review', async () => {
    const id = await bench.submit(await picture('hairdresser'), { placeCell: placeAt(50.93, 1.5) });
    await bench.runUntilIdle();
    expect(await stateOf(id)).toBe('review');
    await bench.review(id, true);
    await bench.runUntilIdle();
    expect(await offersOf(id)).toMatchObject([{ title: 'Coiffeur / Coiffeuse', contract: 'cdd' }]);
  });

  test('an erased submission ends quietly', async () => {
    const player = await bench.player();
    const id = await bench.submit(await photograph(SALE), { player });
    await bench.runUntilIdle();
    await bench.db.game.deleteFrom('game.photos').where('id', '=', id).execute();
    bench.clock.set(bench.clock.now() + 8 * DAY);
    await bench.runUntilIdle();
    expect(await outboxOf(id)).toEqual(['done']);
  });
});

test('a contact ends 30 days after its ad was last seen, with the next photo that is published', async () => {
  const seen = async () =>
    (await bench.db.offers.selectFrom('offers.contacts').select('phone').execute()).map(({ phone }) => phone);
  expect(await seen()).toContain('06 39 98 56 78');
  bench.clock.set(bench.clock.now() + 31 * DAY);
  const id = await bench.submit(await picture('cook'), {
    player: await bench.player(),
    placeCell: placeAt(50.96, 1.5),
  });
  await bench.runUntilIdle();
  await bench.confirm(id);
  await bench.runUntilIdle();
  expect(await seen()).toEqual(['06 39 98 54 32']);
});

describe('failures', () => {
  test('a lost object is set aside with its code; put back and retried, the photo is read', async () => {
    const player = await bench.player();
    const id = await bench.submit(await picture('waiter'), { player, placeCell: placeAt(50.94, 1.5) });
    const { objectKey } = await bench.photo(id);
    const bytes = await bench.store.get(objectKey);
    await bench.store.delete(objectKey);
    await bench.runUntilIdle();
    expect(await stateOf(id)).toBe('failed PHOTO_OBJECT_MISSING');
    const held = () =>
      bench.db.ops.selectFrom('ops.quarantine').selectAll().where('subject', '=', id).execute();
    expect(await held()).toMatchObject([
      { entry: 'photo', code: 'PHOTO_OBJECT_MISSING', object_key: objectKey, state: 'held' },
    ]);
    await bench.store.put(objectKey, bytes ?? new Uint8Array());
    await bench.retry(id);
    await bench.runUntilIdle();
    expect(await stateOf(id)).toBe('read');
    expect(await held()).toMatchObject([{ state: 'released' }]);
  });

  test('the same id again is the same submission', async () => {
    const id = randomUUID();
    await bench.submit(await photograph(SALE), { id });
    await bench.submit(await picture('seller'), { id });
    const rows = await bench.db.game.selectFrom('game.photos').select('id').where('id', '=', id).execute();
    expect(rows).toHaveLength(1);
  });
});
