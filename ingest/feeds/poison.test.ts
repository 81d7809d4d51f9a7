import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { feedBench } from '../../test/support/feed-run.ts';
import type { FeedBench } from '../../test/support/feed-run.ts';
import { inventedOffer, inventedOffers } from '../../test/support/francetravail-pages.ts';
import { feedPipeline } from './pipeline.ts';

let bench: FeedBench;

beforeAll(async () => {
  bench = await feedBench();
});
beforeEach(() => bench.reset());
afterAll(() => bench.close());

describe('poison', () => {
  test('every bad row is set aside with code, place and remedy; every good one is kept', async () => {
    const cut = (row: Record<string, unknown>, ...fields: string[]): Record<string, unknown> =>
      Object.fromEntries(Object.entries(row).filter(([key]) => !fields.includes(key)));
    const rows: unknown[] = [
      inventedOffer(0),
      null,
      inventedOffer(2, { lieuTravail: { libelle: '62 - LIEVIN', latitude: 0, longitude: 0 } }),
      inventedOffer(3, { lieuTravail: { libelle: '62 - LIEVIN', latitude: 2.777, longitude: 50.423 } }),
      inventedOffer(4, { description: 'x'.repeat(1_000_000) }),
      inventedOffer(5, { description: '<p>Bonjour <b>vous</b></p><script>alert(1)</script>' }),
      inventedOffer(0, { intitule: 'Un autre (H/F)' }),
      inventedOffer(0),
      cut(inventedOffer(8), 'id'),
      cut(inventedOffer(9), 'dateCreation'),
      inventedOffer(10, { dateCreation: '31/12/2023' }),
      inventedOffer(11, { lieuTravail: { libelle: 62, latitude: '50.4' } }),
      inventedOffer(12, { salaire: [] }),
      inventedOffer(13, { lieuTravail: {}, entreprise: {}, dateActualisation: null }),
      'offre',
    ];
    const text = JSON.stringify({ resultats: rows }).replace('"latitude":50.423', '"latitude":NaN');
    const page = Buffer.concat([
      Buffer.from(text.slice(0, -2)),
      Buffer.from(`,${JSON.stringify(inventedOffer(15)).replace('inventée', 'invent\u0001e')}`),
      Buffer.from(',{"id":"'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}]}'),
    ]);
    // the first row is now the one with NaN, so its repetitions are the first of their id
    const { row } = await bench.run({ dir: await bench.recorded([...rows, 1, 2], { raw: { 0: page } }) });
    const aside = await bench.held();
    const at = (i: number, field = ''): string => `offres.0-16.json/resultats[${i}]${field}`;
    expect(new Set(aside.map(({ place, code }) => `${place} ${code}`))).toEqual(
      new Set([
        `${at(0)} FEED_ROW_NOT_JSON`,
        `${at(1)} FEED_ROW_NOT_OBJECT`,
        `${at(4, '.description')} FEED_FIELD_TOO_LONG`,
        `${at(7)} FEED_ROW_REPEATED`,
        `${at(8, '.id')} FEED_FIELD_MISSING`,
        `${at(9, '.dateCreation')} FEED_FIELD_MISSING`,
        `${at(10, '.dateCreation')} FEED_FIELD_DATE`,
        `${at(11, '.lieuTravail.libelle')} FEED_FIELD_TYPE`,
        `${at(14)} FEED_ROW_NOT_OBJECT`,
        `${at(15)} FEED_ROW_NOT_JSON`,
        `${at(16)} FEED_ROW_NOT_UTF8`,
      ]),
    );
    for (const item of aside) {
      expect(item.remedy.length).toBeGreaterThan(20);
      expect(item.object_key).toMatch(/^raw\/francetravail\//);
      expect(item).toMatchObject({ entry: 'feed', state: 'held', kind: 'feed' });
    }
    expect(row).toMatchObject({ seen: 6, created: 6, quarantined: 11, withdrawn: 0 });
    const kept = await bench.offers();
    expect(kept.map((o) => [o.external_id, o.precision, o.lat, o.flags])).toEqual([
      ['INV0000', 'commune', 50.423, []],
      ['INV0002', 'commune', null, ['commune_from_label', 'coordinates_dropped']],
      ['INV0003', 'commune', 50.423, ['commune_from_label', 'coordinates_swapped']],
      ['INV0005', 'commune', 50.423, ['html_in_text']],
      ['INV0012', 'commune', 50.423, []],
      ['INV0013', 'none', null, ['place_unresolved', 'updated_from_created']],
    ]);
    expect(kept[3]?.description).toBe('Bonjour vous');
  });

  test('a refused row still shows that its offer is there', async () => {
    await bench.run({ dir: await bench.recorded(inventedOffers(20)) });
    const { row } = await bench.run({
      dir: await bench.recorded([inventedOffer(0, { intitule: 3 }), ...inventedOffers(19, 1)]),
    });
    expect(row).toMatchObject({ complete: true, quarantined: 1, withdrawn: 0 });
  });

  test('a bad page stops no other page', async () => {
    const { row } = await bench.run({
      dir: await bench.recorded(inventedOffers(9), { pageSize: 3, raw: { 1: 'oops' } }),
    });
    expect(row).toMatchObject({ seen: 6, quarantined: 1, complete: false });
  });
});

describe('retry', () => {
  const retry = async (run: string): Promise<void> => {
    await sql`UPDATE ops.quarantine SET state = 'retried', tries = tries + 1 WHERE subject = ${run}`.execute(
      bench.db.ops,
    );
    await bench.drive(feedPipeline.begin(run));
  };

  test('reads the row again from the raw page: still bad it is held with one more try', async () => {
    const { id } = await bench.run({
      dir: await bench.recorded([inventedOffer(0), inventedOffer(1, { intitule: 3 })]),
    });
    await retry(id);
    const [item] = await bench.held();
    expect(item).toMatchObject({ state: 'held', tries: 1, place: 'offres.0-1.json/resultats[1].intitule' });
    expect(await bench.offers()).toHaveLength(1);
  });

  test('a row that can be read now is published and released, once', async () => {
    const { id } = await bench.run({ dir: await bench.recorded(inventedOffers(2)) });
    // as an older mapper would have left it: the second row refused, its offer unknown
    const [page] = await bench.db.offers.selectFrom('offers.raw_pages').selectAll().execute();
    await bench.db.offers.deleteFrom('offers.offer_history').execute();
    await bench.db.offers.deleteFrom('offers.offers').where('external_id', '=', 'INV0001').execute();
    await bench.db.ops
      .insertInto('ops.quarantine')
      .values({
        entry: 'feed',
        source: 'francetravail',
        place: 'offres.0-1.json/resultats[1].intitule',
        code: 'FEED_FIELD_TYPE',
        message: 'm',
        remedy: 'r',
        object_key: page?.object_key ?? null,
        kind: 'feed',
        subject: id,
      })
      .execute();
    await retry(id);
    expect((await bench.held())[0]).toMatchObject({ state: 'released', tries: 1 });
    expect((await bench.offers()).map((o) => o.external_id)).toEqual(['INV0000', 'INV0001']);
    await retry(id);
    expect(await bench.history('INV0001')).toEqual(['created']);
  });
});
