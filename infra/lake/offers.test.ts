import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { feedBench, type FeedBench } from '../../test/support/feed-run.ts';
import { inventedOffer } from '../../test/support/francetravail-pages.ts';
import { openLake } from './open-lake.ts';

let bench: FeedBench;
let cacheDir: string;
beforeAll(async () => {
  bench = await feedBench();
  cacheDir = await mkdtemp(join(tmpdir(), 'joka-offers-lake-'));
});
afterAll(async () => {
  await bench.close();
  await rm(cacheDir, { recursive: true });
});

it('every change of an offer is a row of the lake: what was published, where and when, nothing personal', async () => {
  const rows = [inventedOffer(0), inventedOffer(1), inventedOffer(2)];
  await bench.run({ dir: await bench.recorded(rows) });
  await bench.run({ dir: await bench.recorded(rows) }); // nothing changed: nothing staged
  await bench.run({ dir: await bench.recorded(rows.slice(0, 2)) });
  const study = openLake({ ...bench, cacheDir, memoryLimitMb: 256, threads: 1 });
  expect(await study.lake.flush()).toMatchObject({ rows: 4, quarantined: 0 });
  const { relations } = await study.lake.snapshot(['offers']);
  const duck = await study.openDuck();
  const offers = relations.offers ?? '';
  expect(
    await duck.rows(`SELECT change, count(*)::INTEGER AS n FROM ${offers} GROUP BY 1 ORDER BY 1`),
  ).toEqual([
    { change: 'created', n: 3 },
    { change: 'withdrawn', n: 1 },
  ]);
  const [first] = await duck.rows<{ offer: string; precision: string; commune: string | null }>(
    `SELECT offer::VARCHAR AS offer, precision, commune, person FROM ${offers} ORDER BY offer LIMIT 1`,
  );
  const published = (await bench.offers()).find((offer) => offer.id === first?.offer);
  expect(first).toMatchObject({ precision: published?.precision, commune: published?.commune, person: null });
  const columns = await duck.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM ${offers}`);
  const names = columns.map(({ column_name }) => column_name);
  for (const kept of ['title', 'description', 'employer', 'phone', 'email'])
    expect(names).not.toContain(kept);
  duck.close();
});
