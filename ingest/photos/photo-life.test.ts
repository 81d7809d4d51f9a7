import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PhotoLine } from '../../game/photo.ts';
import type { OcrEngine } from './read/engine.ts';
import { photograph, SALE } from './test/poster.ts';
import { DAY, photoBench, placeAt, SHOP } from './test/bench.ts';

const AD = [
  'Boulangerie Lefèvre',
  'recrute VENDEUSE / VENDEUR',
  'CDI 35h, du mardi au samedi',
  'Tél. 03 53 01 67 89',
];

/** An engine that says what the test wants read. */
class Told implements OcrEngine {
  readonly id = 'told';
  texts: readonly string[] = AD;
  confidence = 0.95;
  read() {
    const lines = this.texts.map((text, at): PhotoLine => ({
      text,
      confidence: this.confidence,
      angle: 0,
      box: { x: 0.1, y: at / 20, width: 0.8, height: 0.04 },
    }));
    return Promise.resolve({ engine: 'told', width: 900, height: 1200, turned: 0 as const, lines });
  }
  close() {
    return Promise.resolve();
  }
}

const told = new Told();
let bench: Awaited<ReturnType<typeof photoBench>>;
let jpeg: Buffer;
beforeAll(async () => {
  bench = await photoBench(told);
  jpeg = await photograph(SALE);
});
afterAll(() => bench.close());
beforeEach(() => {
  told.texts = AD;
  told.confidence = 0.95;
});

const send = async (north = 0): Promise<string> => {
  const id = await bench.submit(jpeg, {
    player: await bench.player(),
    placeCell: placeAt(SHOP.lat + north, SHOP.lng),
  });
  await bench.runUntilIdle();
  return id;
};
const confirmed = async (
  north = 0,
  change = {},
): Promise<{ id: string; state: string; offer: string | null }> => {
  const id = await send(north);
  await bench.confirm(id, change);
  await bench.runUntilIdle();
  const { state, offer } = await bench.photo(id);
  return { id, state, offer };
};
const codeOf = async (id: string): Promise<string | null> =>
  (await bench.db.game.selectFrom('game.photos').select('error_code').where('id', '=', id).executeTakeFirst())
    ?.error_code ?? null;
const stateOfOffer = (offer: string) =>
  bench.db.offers.selectFrom('offers.offers').select('state').where('id', '=', offer).executeTakeFirst();
const ask = async (what: 'hide' | 'restore', offer: string): Promise<boolean> => {
  const at = new Date(bench.clock.now());
  const call =
    what === 'hide'
      ? sql<{ done: boolean }>`SELECT offers.hide_photo_offer(${offer}::uuid, ${at}) AS done`
      : sql<{ done: boolean }>`SELECT offers.answer_hidden(${offer}::uuid, true, ${at}) AS done`;
  return (await call.execute(bench.db.game)).rows[0]?.done ?? false;
};

describe('a shop that does not want its ad shown', () => {
  let offer = '';
  test('hides it at once, with its contact; nothing else can be hidden so', async () => {
    offer = (await confirmed()).offer ?? '';
    expect(await ask('hide', offer)).toBe(true);
    expect(await ask('hide', offer)).toBe(true);
    expect(await stateOfOffer(offer)).toEqual({ state: 'withdrawn' });
    expect(await bench.db.offers.selectFrom('offers.contacts').select('offer').execute()).toEqual([]);
    const stones = await bench.db.game.selectFrom('offers.tombstones').selectAll().execute();
    expect(JSON.stringify(stones)).not.toMatch(/03.?53.?01/);
    expect(await ask('hide', randomUUID())).toBe(false);
  });

  test('is obeyed at every later upload: by the text there, by the number anywhere', async () => {
    told.texts = ['BOULANGERIE LEFEVRE', 'recrute Vendeuse / Vendeur', 'CDI 35h du mardi au samedi'];
    const text = await confirmed(0.0002);
    expect([text.state, await codeOf(text.id)]).toEqual(['rejected', 'PHOTO_SHOP_SAID_NO']);
    told.texts = ['On recrute', 'un livreur', 'CDD 6 mois', '03 53 01 67 89'];
    const number = await confirmed(0.01);
    expect(await codeOf(number.id)).toBe('PHOTO_SHOP_SAID_NO');
    told.texts = ['Garage du Rivage', 'cherche MÉCANICIEN', 'CDI 39h', '03 53 01 11 22'];
    expect((await confirmed()).state).toBe('published');
  });

  test('was not the shop: a reviewer brings it back, and the same ad is seen again', async () => {
    expect(await ask('restore', offer)).toBe(true);
    expect(await ask('restore', offer)).toBe(false);
    expect(await stateOfOffer(offer)).toEqual({ state: 'open' });
    const again = await confirmed();
    expect([again.state, again.offer]).toEqual(['duplicate', offer]);
  });
});

describe('nobody reviewed it within 72 hours', () => {
  const unreviewed = async (north: number, change = {}) => {
    const { id, state } = await confirmed(north, change);
    expect(state).toBe('review');
    bench.clock.set(bench.clock.now() + 3 * DAY + 1000);
    await bench.runUntilIdle();
    return bench.photo(id);
  };

  test('badly read but clean: it is shown without any contact', async () => {
    told.confidence = 0.78;
    told.texts = ['Pressing du Lac', 'recrute REPASSEUSE', 'CDI 20h', '03 53 01 33 44'];
    const { state, offer } = await unreviewed(0.02);
    expect(state).toBe('published');
    const contacts = await bench.db.offers
      .selectFrom('offers.contacts')
      .select('offer')
      .where('offer', '=', offer ?? '')
      .execute();
    expect(contacts).toEqual([]);
  });

  test('words that break the law, or that its finder typed, or no place: it closes with a message', async () => {
    told.texts = ['Bar du Port', 'cherche serveuse', 'CDI', 'jeune femme 18-25 ans'];
    const unlawful = await unreviewed(0.03);
    expect([unlawful.state, await codeOf(unlawful.id)]).toEqual(['rejected', 'PHOTO_UNANSWERED']);
    told.texts = ['Bar du Port', 'cherche serveur', 'CDI 35h'];
    expect((await unreviewed(0.04, { employer: 'Appelez Kevin le menteur' })).state).toBe('rejected');
    told.texts = ['??'];
    expect((await unreviewed(0.05, { title: 'Caviste' })).state).toBe('rejected');
  });
});
