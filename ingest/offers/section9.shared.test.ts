import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { feedBench } from '../../test/support/feed-run.ts';
import type { FeedBench } from '../../test/support/feed-run.ts';
import { recordedDrafts } from '../../test/support/recorded-offers.ts';
import { isScreen } from './flags.ts';
import { listOffers } from './list.ts';
import { understand } from './sense/understand.ts';

const DIR = resolve(import.meta.dirname, '../../../shared/data/feeds/francetravail');
const present = existsSync(DIR);
if (!present) console.warn(`SKIPPED: no recorded pages at ${DIR}`);

/**
 * The sentences of the reference on feeds (its section 9) that speak of place, sense and duplicates, on the 608 offers
 * that were recorded. Those on fetching, streaming and withdrawal stand in `ingest/feeds`.
 */
describe.skipIf(!present)('the 608 recorded offers, sentence by sentence', () => {
  let bench: FeedBench;
  beforeAll(async () => {
    bench = await feedBench();
    await bench.run({ dir: DIR });
  });
  afterAll(() => bench.close());

  test('a postal code keeps its zero; swapped coordinates are corrected with a flag; 0,0 never; precision always', async () => {
    const { rows } = await sql<{ swapped: number; null_island: number; bare: number; zero: number }>`
      SELECT (count(*) FILTER (WHERE 'coordinates_swapped' = ANY(flags)))::int AS swapped,
        (count(*) FILTER (WHERE abs(lat) < 0.01 AND abs(lng) < 0.01))::int AS null_island,
        (count(*) FILTER (WHERE precision IS NULL))::int AS bare,
        (count(*) FILTER (WHERE commune LIKE '0%' AND length(commune) = 5))::int AS zero
      FROM offers.offers`.execute(bench.db.offers);
    expect(rows[0]).toMatchObject({ swapped: 35, null_island: 0, bare: 0 });
    expect(rows[0]?.zero).toBeGreaterThan(10);
    const overseas = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM offers.offers
      WHERE department LIKE '97%' AND 'coordinates_swapped' = ANY(flags)`.execute(bench.db.offers);
    // a box would have turned right points of La Réunion and Mayotte round
    expect(overseas.rows[0]?.n).toBe(0);
  });

  test('no phone, e-mail or person’s name in what is listed or exported', async () => {
    const rows = await listOffers(bench.db.offers, {}, null);
    expect(rows).toHaveLength(608);
    const text = JSON.stringify(
      rows.map(({ links, url, id, external_id, ...rest }) => ({
        rest,
        link: links.length,
        url,
        id,
        external_id,
      })),
    );
    expect(text.match(/EXEMPLE\b/g)).toBeNull();
    expect(text.match(/[\w.]+\s?@\s?[\w-]+\.[a-z]{2,}/g)).toBeNull();
    expect(text.match(/(?<![\d/=_.-])0[1-9](?:[\s.-]{1,3}\d{2}){4}(?!\d)/g)).toBeNull();
  });

  test('every offer carries source, licence, attribution and when it was retrieved', async () => {
    const rows = await listOffers(bench.db.offers, { state: 'open' }, null);
    expect(
      rows.filter((row) => !row.source || !row.licence || !row.attribution || !row.retrieved_at),
    ).toEqual([]);
  });

  test('two recorded offers are shows of others; each says why and through which it is shown', async () => {
    const { rows } = await sql<{ relation: string; n: number; reasons: number }>`
      SELECT relation, count(*)::int AS n, min(jsonb_array_length(evidence))::int AS reasons FROM offers.merges
      GROUP BY relation ORDER BY relation`.execute(bench.db.offers);
    console.log(`merges of the 608: ${rows.map(({ relation, n }) => `${relation} ${n}`).join(', ')}`);
    expect(rows.find(({ relation }) => relation === 'duplicate')).toMatchObject({ n: 2 });
    expect(rows.every(({ reasons }) => reasons >= 7)).toBe(true);
    const hidden = await sql<{ id: string }>`
      SELECT external_id AS id FROM offers.offers WHERE duplicate_of IS NOT NULL ORDER BY 1`.execute(
      bench.db.offers,
    );
    expect(hidden.rows).toHaveLength(2);
  });

  test('one text in many communes is a campaign of workplaces, none hidden for it', async () => {
    const { rows } = await sql<{ campaigns: number; offers: number; hidden: number }>`
      SELECT count(DISTINCT campaign)::int AS campaigns, count(campaign)::int AS offers,
        (count(*) FILTER (WHERE campaign IS NOT NULL AND state <> 'open'))::int AS hidden
      FROM offers.offers`.execute(bench.db.offers);
    console.log(`campaigns of the 608: ${JSON.stringify(rows[0])}`);
    expect(rows[0]?.campaigns).toBeGreaterThan(0);
    expect(rows[0]?.hidden).toBe(0);
  });

  test('the screens would falsely hold at most 0.5 % of them, and hide none of an official source', async () => {
    const drafts = recordedDrafts(DIR);
    const held = drafts.filter((draft) => understand(draft, null).flags.some(isScreen));
    console.log(
      `screens: ${held.length} of ${drafts.length} flagged (${((100 * held.length) / drafts.length).toFixed(2)} %)`,
    );
    expect(held.length / drafts.length).toBeLessThanOrEqual(0.005);
    expect(await listOffers(bench.db.offers, { state: 'held' }, null)).toEqual([]);
  });

  test('what is understood of them, in shares', async () => {
    const all = recordedDrafts(DIR).map((draft) => understand(draft, null));
    const share = (name: keyof (typeof all)[number]): number =>
      Math.round((1000 * all.filter((each) => each[name] !== null).length) / all.length) / 10;
    const names = [
      'kind',
      'rome',
      'romeParent',
      'experience',
      'posts',
      'salaryMin',
      'duration',
      'diplomaLevel',
      'weeklyHours',
      'drivingLicence',
      'night',
      'remote',
    ] as const;
    console.log(`understood, %: ${names.map((name) => `${name} ${share(name)}`).join(', ')}`);
    expect(share('kind')).toBe(100);
    // 117 offers state a figure in the field for it; the rest is found in texts
    expect(all.filter(({ salaryMin }) => salaryMin !== null).length).toBeGreaterThanOrEqual(117);
    expect(share('romeParent')).toBeGreaterThan(95);
  });
});
