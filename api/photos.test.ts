import { randomUUID } from 'node:crypto';
import { latLngToCell } from 'h3-js';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, enterByLink, enterPlayer, enterStaff, openHarness, uploadPhoto } from './test/harness.ts';
import type { Harness } from './test/harness.ts';

const SHOP = latLngToCell(50.42, 2.78, 12);
let joka: Harness;
let operator: string;
let adviser: string;
let player: string;
let picture: Buffer;

beforeAll(async () => {
  joka = await openHarness();
  operator = await enterByLink(joka, joka.operatorLink, 'Opératrice');
  adviser = await enterStaff(joka, operator, 'adviser', '62510');
  player = await enterPlayer(joka, adviser);
  picture = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#eee' } })
    .jpeg()
    .toBuffer();
});
afterAll(() => joka.close());

const FIELDS = {
  isVacancy: true,
  title: 'Vendeur ou vendeuse',
  rome: 'D1106',
  contract: 'cdi',
  apply: 'in_person',
  employer: null,
  hours: null,
  salary: null,
  address: null,
  phone: '03 21 00 11 22',
  email: null,
};

describe('a photo', () => {
  it('is taken once, its work asked for with it, and shown to its finder only', async () => {
    const [id, key] = [randomUUID(), randomUUID()];
    const first = await uploadPhoto(joka, player, picture, { id, placeCell: SHOP, accuracyM: '12' }, key);
    expect(first).toMatchObject({
      status: 202,
      body: { id, state: 'received', hasPlace: true, draft: null },
    });
    expect(await uploadPhoto(joka, player, picture, { id, placeCell: SHOP, accuracyM: '12' }, key)).toEqual(
      first,
    );
    const other = await sharp(picture).negate().jpeg().toBuffer();
    expect((await uploadPhoto(joka, player, other, { id, placeCell: SHOP }, key)).body).toMatchObject({
      code: 'MUTATION_BODY_DIFFERS',
    });
    expect((await uploadPhoto(joka, player, other, { id })).body).toMatchObject({
      code: 'MUTATION_BODY_DIFFERS',
    });
    const work = await joka.test.db.ops
      .selectFrom('ops.outbox')
      .select('kind')
      .where('subject', '=', id)
      .execute();
    expect(work).toEqual([{ kind: 'photo' }]);
    const image = await ask(joka, 'GET', `/photos/${id}/image`, { as: player });
    expect((await sharp(image.body as Buffer).metadata()).format).toBe('jpeg');
    const friend = await enterPlayer(joka, adviser);
    expect((await ask(joka, 'GET', `/photos/${id}/image`, { as: friend })).status).toBe(404);
    // The same picture by another person is another submission of the same object.
    expect((await uploadPhoto(joka, friend, picture, { placeCell: SHOP })).status).toBe(202);
    const objects: string[] = [];
    for await (const object of joka.store.list('photos/')) objects.push(object);
    expect(objects).toHaveLength(2);
  });

  it('is refused with its code, place and remedy', async () => {
    const text = await uploadPhoto(joka, player, Buffer.from('<svg></svg>'));
    expect(text).toMatchObject({
      status: 415,
      body: { code: 'PHOTO_NOT_AN_IMAGE', remedy: expect.any(String) },
    });
    const large = await uploadPhoto(joka, player, Buffer.alloc(10 * 1024 * 1024, 1));
    expect(large).toMatchObject({ status: 413, body: { code: 'BODY_TOO_LARGE' } });
    expect((await uploadPhoto(joka, player, picture, { place: SHOP })).body).toMatchObject({
      details: { field: 'place' },
    });
    expect((await uploadPhoto(joka, player, picture, { id: '7' })).body).toMatchObject({
      details: { field: 'id' },
    });
    expect(
      (await ask(joka, 'POST', '/photos', { as: player, body: { id: randomUUID() } })).body,
    ).toMatchObject({ code: 'BODY_TYPE_UNKNOWN' });
  });

  it('waits for its finder, then its run is told; contacts stay out of the stored answer', async () => {
    const id = randomUUID();
    await uploadPhoto(joka, player, picture, { id, placeCell: SHOP });
    const confirm = (): ReturnType<typeof ask> =>
      ask(joka, 'POST', `/photos/${id}/confirm`, { as: player, body: { fields: FIELDS } });
    // Not read yet: there is nothing to confirm.
    expect((await confirm()).status).toBe(404);
    await joka.test.db.game.updateTable('game.photos').set({ state: 'read' }).where('id', '=', id).execute();
    expect(await confirm()).toMatchObject({
      status: 200,
      body: { state: 'confirmed', confirmed: { rome: 'D1106' } },
    });
    const signals = await joka.test.db.ops
      .selectFrom('ops.signals')
      .selectAll()
      .where('subject', '=', id)
      .execute();
    expect(signals).toMatchObject([{ kind: 'photo', signal: 'confirmed', value: { accept: true } }]);
    const kept = JSON.stringify(await joka.test.db.game.selectFrom('game.mutations').selectAll().execute());
    expect(kept).not.toContain(FIELDS.phone);
  });

  it('of a minor is reviewed by advisers only', async () => {
    const { game } = joka.test.db;
    const [ofMinor, ofAdult] = [randomUUID(), randomUUID()];
    const minor = await enterPlayer(joka, adviser);
    await uploadPhoto(joka, minor, picture, { id: ofMinor });
    await uploadPhoto(joka, player, picture, { id: ofAdult });
    const { player: id } = await game
      .selectFrom('game.photos')
      .select('player')
      .where('id', '=', ofMinor)
      .executeTakeFirstOrThrow();
    await game.updateTable('game.players').set({ age_band: '16-17' }).where('id', '=', id).execute();
    await game
      .updateTable('game.photos')
      .set({ state: 'review' })
      .where('id', 'in', [ofMinor, ofAdult])
      .execute();
    const listed = async (cookie: string): Promise<string[]> => {
      const { body } = await ask(joka, 'GET', '/review/photos', { as: cookie });
      return (body as { photos: { id: string }[] }).photos.map((photo) => photo.id);
    };
    expect(new Set(await listed(adviser))).toEqual(new Set([ofMinor, ofAdult]));
    expect(await listed(operator)).toEqual([ofAdult]);
    const body = { decision: 'reject', fields: null };
    expect((await ask(joka, 'POST', `/review/photos/${ofMinor}`, { as: operator, body })).status).toBe(404);
  });
});
