import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { feedBench } from '../../../test/support/feed-run.ts';
import type { FeedBench } from '../../../test/support/feed-run.ts';

const DIR = resolve(import.meta.dirname, '../../../../shared/data/feeds/francetravail');
const present = existsSync(DIR);
if (!present) console.warn(`SKIPPED: no recorded pages at ${DIR}`);

/** What must not change when the same pages come again: all but when they were last retrieved and by which run. */
const snapshot = async (bench: FeedBench): Promise<string> => {
  const offers = await sql`
    SELECT to_jsonb(o) - 'retrieved_at' - 'last_seen_run' AS o FROM offers.offers o ORDER BY id`.execute(
    bench.db.offers,
  );
  const history = await sql`SELECT to_jsonb(h) AS h FROM offers.offer_history h ORDER BY id`.execute(
    bench.db.offers,
  );
  return JSON.stringify([offers.rows, history.rows]);
};

describe.skipIf(!present)('the 608 recorded offers', () => {
  let bench: FeedBench;
  let first: Awaited<ReturnType<FeedBench['run']>>;
  beforeAll(async () => {
    bench = await feedBench();
    first = await bench.run({ dir: DIR });
  });
  afterAll(() => bench.close());

  test('all go in, none is refused, and the sweep is proven complete', async () => {
    expect(first.row).toMatchObject({
      status: 'done',
      complete: true,
      seen: 608,
      created: 608,
      quarantined: 0,
      withdrawn: 0,
    });
  });

  test('a second run changes nothing', async () => {
    const before = await snapshot(bench);
    const { row } = await bench.run({ dir: DIR });
    expect(row).toMatchObject({
      seen: 608,
      created: 0,
      updated: 0,
      unchanged: 608,
      withdrawn: 0,
      quarantined: 0,
    });
    expect(await snapshot(bench)).toBe(before);
  });

  test('each has a precision; 35 swapped points are put right; none is 0,0 or a pin', async () => {
    const { rows } = await sql<{ precision: string; n: number; points: number }>`
      SELECT precision, count(*)::int AS n, count(lat)::int AS points FROM offers.offers
      GROUP BY precision ORDER BY precision`.execute(bench.db.offers);
    const share = rows.map(({ precision, n }) => `${precision} ${n} (${((100 * n) / 608).toFixed(1)} %)`);
    console.log(`precision of the 608 recorded offers: ${share.join(', ')}`);
    const flags = await sql<{ flag: string; n: number }>`
      SELECT flag, count(*)::int AS n FROM offers.offers, unnest(flags) flag GROUP BY flag ORDER BY flag`.execute(
      bench.db.offers,
    );
    console.log(`flags: ${flags.rows.map(({ flag, n }) => `${flag} ${n}`).join(', ')}`);
    const odd = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM offers.offers
      WHERE cell IS NOT NULL OR (lat = 0 AND lng = 0) OR precision IN ('door', 'street', 'photo')
         OR (lat IS NOT NULL AND precision <> 'commune')`.execute(bench.db.offers);
    expect(odd.rows[0]?.n).toBe(0);
    expect(rows).toMatchInlineSnapshot(`
      [
        {
          "n": 553,
          "points": 552,
          "precision": "commune",
        },
        {
          "n": 30,
          "points": 0,
          "precision": "department",
        },
        {
          "n": 25,
          "points": 0,
          "precision": "region",
        },
      ]
    `);
    expect(flags.rows).toMatchInlineSnapshot(`
      [
        {
          "flag": "commune_from_label",
          "n": 1,
        },
        {
          "flag": "contact_in_text",
          "n": 9,
        },
        {
          "flag": "coordinates_swapped",
          "n": 35,
        },
        {
          "flag": "html_in_text",
          "n": 33,
        },
        {
          "flag": "salary_absurd",
          "n": 2,
        },
      ]
    `);
  });

  test('no phone, e-mail or contact name stands in any offer', async () => {
    const { rows } = await sql<{ text: string }>`
      SELECT concat_ws(E'\n', title, description, employer, hours, salary, place_label, url) AS text
      FROM offers.offers`.execute(bench.db.offers);
    const found = rows.filter(({ text }) =>
      /[\w.]+\s?@\s?[\w-]+\.\w{2,}|(?<![\d/=_.-])0[1-9](?:[\s.-]{0,3}\d{2}){4}(?!\d)|EXEMPLE\b/.test(text),
    );
    expect(found.map(({ text }) => text.slice(0, 80))).toEqual([]);
  });
});
