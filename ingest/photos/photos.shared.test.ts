import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, photoBench } from './test/bench.ts';
import { hits, wordsOf } from './test/words.ts';

const DIR = resolve(import.meta.dirname, '../../../shared/data/photos');
const present = existsSync(DIR);
if (!present) console.warn(`SKIPPED: no photos at ${DIR}`);

type Truth = { file: string; lang: string; lines: string[] };
type Bench = Awaited<ReturnType<typeof photoBench>>;

/** Every row of every schema as text: what a leak would show up in. */
const everything = async (bench: Bench): Promise<string> => {
  const parts: string[] = [];
  for (const [role, table] of [
    ['game', 'game.photos'],
    ['ops', 'ops.pipeline_runs'],
    ['ops', 'ops.outbox'],
    ['ops', 'ops.signals'],
    ['ops', 'ops.quarantine'],
    ['offers', 'offers.offers'],
  ] as const) {
    const { rows } = await sql<{ t: string }>`SELECT t::text AS t FROM ${sql.table(table)} t`.execute(
      bench.db[role],
    );
    parts.push(...rows.map(({ t }) => t));
  }
  return parts.join('\n');
};

describe.skipIf(!present)('the 25 real photos', () => {
  const truth: Truth[] = present
    ? (JSON.parse(readFileSync(join(DIR, 'ground-truth.json'), 'utf8')) as Truth[])
    : [];
  const ids = new Map<string, string>();
  let bench: Bench;
  beforeAll(async () => {
    bench = await photoBench();
    const player = await bench.player();
    for (const { file } of truth) {
      const bytes = readFileSync(join(DIR, file));
      ids.set(file, await bench.submit(bytes, { player, placeCell: null }));
    }
    await bench.runUntilIdle();
  }, 400_000);
  afterAll(() => bench.close());

  const draftOf = async (file: string) => {
    const { draft } = await bench.photo(ids.get(file) ?? '');
    if (!draft) throw new Error(`${file} has no draft`);
    return draft;
  };

  test('are all read; words found and words right, per photo', async () => {
    const total = { wanted: 0, read: 0, hit: 0 };
    for (const { file, lines } of truth) {
      const read = wordsOf((await draftOf(file)).lines.map(({ text }) => text).join(' '));
      const wanted = wordsOf(lines.join(' '));
      const hit = hits(wanted, read);
      console.log(`${file}: ${hit} of ${wanted.length} words, ${read.length} read`);
      total.wanted += wanted.length;
      total.read += read.length;
      total.hit += hit;
    }
    const figures = { wordRecall: total.hit / total.wanted, wordPrecision: total.hit / total.read };
    console.log(JSON.stringify({ engine: 'tesseract', photos: truth.length, ...figures }));
    expect(truth).toHaveLength(25);
    expect(figures.wordRecall).toBeGreaterThanOrEqual(0.68);
    expect(figures.wordPrecision).toBeGreaterThanOrEqual(0.68);
  });

  // Before they end: a photo that ends without an offer keeps no contact.
  test('the receipt’s foreign number is not taken for a French one, the card’s address is read', async () => {
    expect((await draftOf('en_receipt_phone.jpg')).phone).toBeNull();
    expect((await draftOf('en_business_card.jpg')).email?.value).toBe('roberto@adventure-works.com');
  });

  test('no photo is taken for a vacancy, none gives an offer by itself, and each ends in a stated state', async () => {
    for (const { file } of truth) expect((await draftOf(file)).verdict, file).not.toBe('vacancy');
    bench.clock.set(bench.clock.now() + 7 * DAY);
    await bench.runUntilIdle();
    const states = await bench.db.game.selectFrom('game.photos').select(['state', 'error_code']).execute();
    expect(states).toHaveLength(truth.length);
    for (const state of states) expect(state).toEqual({ state: 'rejected', error_code: 'PHOTO_UNANSWERED' });
    expect(await bench.db.offers.selectFrom('offers.offers').select('id').execute()).toEqual([]);
    expect(await bench.db.ops.selectFrom('ops.quarantine').select('id').execute()).toEqual([]);
  });

  test('GPS tags became cells of resolution 12; their coordinates are nowhere', async () => {
    const cells = await Promise.all(
      ['hand_note_gps.jpg', 'hand_message_gps.jpg'].map(
        async (file) => (await bench.photo(ids.get(file) ?? '')).placeCell,
      ),
    );
    for (const cell of cells) expect(cell).toMatch(/^8c/);
    expect(await everything(bench)).not.toMatch(/47[.,]618|122[.,]197|37[.,]406|122[.,]022/);
    for await (const key of bench.store.list('photos/')) {
      const bytes = Buffer.from((await bench.store.get(key)) ?? []);
      expect(bytes.includes('Exif'), key).toBe(false);
      expect(bytes.includes('Pixel'), key).toBe(false);
    }
  });
});
