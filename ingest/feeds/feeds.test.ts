import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { feedBench } from '../../test/support/feed-run.ts';
import type { FeedBench } from '../../test/support/feed-run.ts';
import { inventedOffer, writePages } from '../../test/support/francetravail-pages.ts';
import { feedPipeline } from './pipeline.ts';
import type { FeedSteps } from './pipeline.ts';

let bench: FeedBench;
let root: string;
let folders = 0;

beforeEach(async () => {
  bench = await feedBench();
  root = await mkdtemp(join(tmpdir(), 'joka-feeds-'));
});
afterEach(async () => {
  await bench.close();
  await rm(root, { recursive: true, force: true });
});

const many = (count: number, from = 0): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, i) => inventedOffer(from + i));

const recorded = async (
  rows: readonly unknown[],
  options?: Parameters<typeof writePages>[2],
): Promise<string> => {
  const dir = join(root, String((folders += 1)));
  await writePages(dir, rows, options);
  return dir;
};

const offers = () => bench.db.offers.selectFrom('offers.offers').selectAll().orderBy('external_id').execute();
const history = async (externalId: string): Promise<string[]> => {
  const { rows } = await sql<{ change: string }>`
    SELECT h.change FROM offers.offer_history h JOIN offers.offers o ON o.id = h.offer
    WHERE o.external_id = ${externalId} ORDER BY h.id`.execute(bench.db.offers);
  return rows.map(({ change }) => change);
};
const held = () => bench.db.ops.selectFrom('ops.quarantine').selectAll().orderBy('place').execute();

describe('one run', () => {
  test('an offer comes out in our words, with licence, instants of the feed and of retrieval', async () => {
    await bench.run({ dir: await recorded(many(1)) });
    const [offer] = await offers();
    expect(offer).toMatchObject({
      source: 'francetravail',
      external_id: 'INV0000',
      origin: 'public',
      title: 'Vendeur / Vendeuse numéro 0 (H/F)',
      employer: 'Boulangerie inventée 0',
      contract: 'cdi',
      rome: 'D1106',
      salary: '1\u202F800\u00A0€ à 1\u202F900\u00A0€ par mois',
      beginner: true,
      precision: 'commune',
      lat: 50.423,
      lng: 2.777,
      cell: null,
      commune: '62510',
      department: '62',
      place_label: 'Liévin',
      state: 'open',
      licence: 'test licence',
      attribution: 'Source : France Travail',
      flags: [],
    });
    expect(offer?.created_at.toISOString()).toBe('2024-01-02T08:00:00.000Z');
    expect(offer?.updated_at.toISOString()).toBe('2024-01-05T08:00:00.000Z');
    expect(offer?.retrieved_at.toISOString()).toBe('2024-01-10T03:00:00.000Z');
  });

  test('raw pages are objects before they are read, one per page', async () => {
    const { id } = await bench.run({ dir: await recorded(many(7), { pageSize: 3 }) });
    const pages = await bench.db.offers
      .selectFrom('offers.raw_pages')
      .selectAll()
      .where('run', '=', id)
      .orderBy('page')
      .execute();
    expect(pages.map(({ name }) => name)).toEqual(['offres.0-2.json', 'offres.3-5.json', 'offres.6-6.json']);
    for (const page of pages) expect(await bench.store.head(page.object_key)).not.toBeNull();
  });

  test('a territory takes its communes; a city takes its arrondissements', async () => {
    await bench.db.offers
      .insertInto('offers.territories')
      .values([
        { code: '62', name: 'Test', communes: ['62510'], bounds: [2, 50, 3, 51], reference: null },
        { code: '69', name: 'Lyon', communes: ['69123'], bounds: [4, 45, 5, 46], reference: null },
      ])
      .execute();
    const lyon = { libelle: '69 - LYON 05', commune: '69385', codePostal: '69005' };
    await bench.run({ dir: await recorded([inventedOffer(0), inventedOffer(1, { lieuTravail: lyon })]) });
    expect((await offers()).map(({ territory, commune }) => [territory, commune])).toEqual([
      ['62', '62510'],
      ['69', '69385'],
    ]);
  });

  test('the offers of an invented town are located in its bounds, under a source of their own', async () => {
    await bench.db.offers
      .insertInto('offers.territories')
      .values({
        code: 'DEMO1',
        name: 'Ville inventée',
        communes: ['99001', '99002'],
        bounds: [2.7, 50.4, 2.9, 50.5],
        reference: null,
        invented: true,
      })
      .execute();
    const at = (commune: string, latitude: number, longitude: number) => ({
      lieuTravail: { libelle: `99 - ${commune}`, commune, latitude, longitude },
    });
    const dir = await recorded([
      inventedOffer(0, at('99001', 50.42, 2.78)),
      inventedOffer(1, at('99002', 2.78, 50.42)),
      inventedOffer(2, at('99002', 48.85, 2.35)),
    ]);
    await bench.run(
      { dir },
      {
        id: 'demo-emploi',
        name: 'Emploi de la ville inventée',
        origin: 'public',
        licence: 'CC0',
        attribution: 'Ville inventée',
      },
    );
    expect((await offers()).map((o) => [o.source, o.territory, o.lat, o.flags])).toEqual([
      ['demo-emploi', 'DEMO1', 50.42, []],
      ['demo-emploi', 'DEMO1', 50.42, ['coordinates_swapped']],
      ['demo-emploi', 'DEMO1', null, ['coordinates_dropped']],
    ]);
  });

  test('a contact is kept apart, with its own lifetime', async () => {
    await bench.run({
      dir: await recorded([
        inventedOffer(0, {
          description: 'Appelez Mme Camille EXEMPLE au 01 99 00 25 01, ou écrivez à camille@exemple.invalid.',
          contact: { nom: 'Boulangerie - Mme Camille EXEMPLE', telephone: '01 99 00 25 02' },
        }),
      ]),
    });
    const [offer] = await offers();
    expect(JSON.stringify(offer)).not.toMatch(/EXEMPLE|exemple\.invalid|25 0[12]/);
    const [contact] = await bench.db.offers.selectFrom('offers.contacts').selectAll().execute();
    expect(contact).toMatchObject({
      phone: '01 99 00 25 02',
      email: 'camille@exemple.invalid',
      person: 'Mme Camille EXEMPLE',
    });
    expect(contact?.expires_at.toISOString()).toBe('2024-02-09T03:00:00.000Z');
  });
});

describe('runs of one source', () => {
  test('unchanged, changed, withdrawn, returned: the id and the history stay', async () => {
    await bench.run({ dir: await recorded(many(20)) });
    const [before] = await offers();
    const changed = { ...inventedOffer(1), intitule: 'Boulanger (H/F)' };
    const second = await bench.run({ dir: await recorded([changed, ...many(18, 2)]) });
    expect(second.row).toMatchObject({ created: 0, updated: 1, unchanged: 18, withdrawn: 1, complete: true });
    expect((await offers())[0]?.state).toBe('withdrawn');
    const third = await bench.run({ dir: await recorded([inventedOffer(0), changed, ...many(18, 2)]) });
    expect(third.row).toMatchObject({ created: 0, updated: 1, unchanged: 19, withdrawn: 0 });
    expect((await offers())[0]).toMatchObject({ id: before?.id, state: 'open' });
    expect(await history('INV0000')).toEqual(['created', 'withdrawn', 'returned']);
    expect(await history('INV0001')).toEqual(['created', 'updated']);
    expect(await history('INV0002')).toEqual(['created']);
  });

  test('a re-stamped offer is unchanged but carries the new instant', async () => {
    await bench.run({ dir: await recorded(many(1)) });
    const again = inventedOffer(0, { dateActualisation: '2024-01-09T08:00:00.000Z' });
    const { row } = await bench.run({ dir: await recorded([again]) });
    expect(row).toMatchObject({ updated: 0, unchanged: 1 });
    expect((await offers())[0]?.updated_at.toISOString()).toBe('2024-01-09T08:00:00.000Z');
  });

  test('the contact of a withdrawn offer goes with it', async () => {
    const withContact = inventedOffer(0, { contact: { telephone: '01 99 00 25 02' } });
    await bench.run({ dir: await recorded([withContact, ...many(19, 1)]) });
    await bench.run({ dir: await recorded(many(19, 1)) });
    expect(await bench.db.offers.selectFrom('offers.contacts').selectAll().execute()).toEqual([]);
  });

  test.each<[string, (rows: Record<string, unknown>[]) => Promise<string>, object]>([
    [
      'an empty feed',
      async () => recorded([]),
      { status: 'held', held_reason: 'empty: 20 of 20 offers would be withdrawn' },
    ],
    [
      'a feed cut to 40 %',
      async (rows) => recorded(rows, { raw: { 0: JSON.stringify({ resultats: rows }).slice(0, 8000) } }),
      { status: 'done', complete: false },
    ],
    [
      'fewer rows than the page promised',
      async (rows) => recorded(rows, { raw: { 0: JSON.stringify({ resultats: rows.slice(0, 19) }) } }),
      { status: 'done', complete: false },
    ],
    [
      'an all-invalid feed',
      async (rows) => recorded(rows.map((row) => ({ ...row, intitule: 7 }))),
      { status: 'done', quarantined: 20, held_reason: 'mostly invalid: nothing was withdrawn' },
    ],
    [
      'a page that is no page',
      async (rows) => recorded(rows, { raw: { 0: '<html>502</html>' } }),
      { status: 'held' },
    ],
    [
      'a folder without an index',
      async (rows) => recorded(rows.slice(5), { index: false }),
      { complete: false },
    ],
  ])('%s withdraws nothing', async (_, write, expected) => {
    await bench.run({ dir: await recorded(many(20)) });
    const { row } = await bench.run({ dir: await write(many(20)) });
    expect(row).toMatchObject({ withdrawn: 0, ...expected });
    expect((await offers()).filter(({ state }) => state === 'open')).toHaveLength(20);
  });

  test('a large drop is held for a person; confirmed, it withdraws', async () => {
    await bench.run({ dir: await recorded(many(20)) });
    const held = await bench.run({ dir: await recorded(many(10)) });
    expect(held.row).toMatchObject({
      status: 'held',
      complete: true,
      withdrawn: 0,
      held_reason: 'large drop: 10 of 20 offers would be withdrawn',
    });
    // caused again without a person's word, nothing goes
    await bench.drive(feedPipeline.begin(held.id));
    expect((await offers()).filter(({ state }) => state === 'open')).toHaveLength(20);
    // an offer that a later run saw stays, whatever is confirmed
    await bench.run({ dir: await recorded(many(1, 15), { index: false }) });
    await bench.db.ops
      .insertInto('ops.signals')
      .values({ kind: 'feed', subject: held.id, signal: 'release', value: 'true' })
      .execute();
    await bench.drive(feedPipeline.begin(held.id));
    expect((await offers()).filter(({ state }) => state === 'open')).toHaveLength(11);
    const row = await bench.db.offers
      .selectFrom('offers.feed_runs')
      .selectAll()
      .where('id', '=', held.id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ status: 'done', complete: true, withdrawn: 9, held_reason: null });
  });

  test('a folder that is not there fails the run with its reason', async () => {
    const id = await bench.ask({ dir: join(root, 'absent') });
    await expect(bench.drive(feedPipeline.begin(id))).rejects.toMatchObject({
      code: 'FEED_ORIGIN_UNREADABLE',
    });
    const row = await bench.db.offers
      .selectFrom('offers.feed_runs')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row.status).toBe('failed');
    expect(row.held_reason).toContain('absent');
  });
});

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
    const { row } = await bench.run({ dir: await recorded([...rows, 1, 2], { raw: { 0: page } }) });
    const aside = await held();
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
    const kept = await offers();
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
    await bench.run({ dir: await recorded(many(20)) });
    const { row } = await bench.run({
      dir: await recorded([inventedOffer(0, { intitule: 3 }), ...many(19, 1)]),
    });
    expect(row).toMatchObject({ complete: true, quarantined: 1, withdrawn: 0 });
  });

  test('a bad page stops no other page', async () => {
    const { row } = await bench.run({ dir: await recorded(many(9), { pageSize: 3, raw: { 1: 'oops' } }) });
    expect(row).toMatchObject({ seen: 6, quarantined: 1, complete: false });
  });
});

describe('retry', () => {
  const retry = async (run: string): Promise<void> => {
    await sql`UPDATE ops.quarantine SET state = 'retried' WHERE subject = ${run}`.execute(bench.db.ops);
    await bench.drive(feedPipeline.begin(run));
  };

  test('reads the row again from the raw page: still bad it is held with one more try', async () => {
    const { id } = await bench.run({
      dir: await recorded([inventedOffer(0), inventedOffer(1, { intitule: 3 })]),
    });
    await retry(id);
    const [item] = await held();
    expect(item).toMatchObject({ state: 'held', tries: 1, place: 'offres.0-1.json/resultats[1].intitule' });
    expect(await offers()).toHaveLength(1);
  });

  test('a row that can be read now is published and released, once', async () => {
    const { id } = await bench.run({ dir: await recorded(many(2)) });
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
    expect((await held())[0]).toMatchObject({ state: 'released', tries: 1 });
    expect((await offers()).map((o) => o.external_id)).toEqual(['INV0000', 'INV0001']);
    await retry(id);
    expect(await history('INV0001')).toEqual(['created']);
  });
});

describe('two sources', () => {
  const long = 'Vous accueillez les clients, tenez la caisse et rangez les rayons. '.repeat(6);
  const partner = { id: 'partner', name: 'P', origin: 'partner', licence: 'l', attribution: 'a' } as const;

  test('what both say word for word is shown once, the public one, and comes back when it leaves', async () => {
    const same = inventedOffer(0, { description: long });
    const other = { ...same, id: 'P1', description: long.toUpperCase() };
    await bench.run({ dir: await recorded([other, ...many(9, 40)]) }, partner);
    await bench.run({ dir: await recorded([same, ...many(9, 10)]) });
    const shown = async () => (await offers()).filter((o) => o.description?.length === long.trim().length);
    expect((await shown()).map((o) => [o.source, o.state, o.duplicate_of === null])).toEqual([
      ['francetravail', 'open', true],
      ['partner', 'withdrawn', false],
    ]);
    const again = await bench.run({ dir: await recorded([other, ...many(9, 40)]) }, partner);
    expect(again.row).toMatchObject({ created: 0, updated: 0, unchanged: 10, withdrawn: 0 });
    await bench.run({ dir: await recorded(many(9, 10)) });
    expect((await shown()).map((o) => [o.source, o.state])).toEqual([
      ['francetravail', 'withdrawn'],
      ['partner', 'open'],
    ]);
    expect(await history('P1')).toEqual(['created', 'withdrawn', 'returned']);
  });

  test('one source’s own twins, other communes, other contracts and short texts are never merged', async () => {
    const base = { description: long };
    await bench.run({
      dir: await recorded([inventedOffer(0, base), { ...inventedOffer(0, base), id: 'INV9' }]),
    });
    await bench.run(
      {
        dir: await recorded([
          inventedOffer(0, { ...base, id: 'P2', lieuTravail: { commune: '62498', libelle: '62 - LENS' } }),
          inventedOffer(0, { ...base, id: 'P3', typeContrat: 'CDD' }),
          inventedOffer(0, { id: 'P4' }),
        ]),
      },
      partner,
    );
    expect((await offers()).every((o) => o.state === 'open')).toBe(true);
  });
});

describe('crashes', () => {
  test('every step repeated leaves the same offers, history and counts as once', async () => {
    const dir = await recorded(many(30), { pageSize: 10 });
    const once = await bench.run({ dir });
    const other = await feedBench();
    try {
      const id = await other.ask({ dir });
      const { steps } = other;
      const twice: FeedSteps = {
        keep: async (run, from) => {
          await steps.keep(run, from);
          return steps.keep(run, from);
        },
        read: async (run, page) => {
          await steps.read(run, page);
          return steps.read(run, page);
        },
        settle: (run, complete, released) => steps.settle(run, complete, released),
        retry: (run) => steps.retry(run),
      };
      let state = feedPipeline.begin(id);
      for (let done = false; !done;) {
        const answer = await feedPipeline.advance(twice, state);
        ({ state } = answer);
        done = answer.next === 'done';
      }
      await other.steps.settle(id, true, false);
      const dump = async (b: FeedBench) =>
        (
          await sql`SELECT to_jsonb(o) - 'last_seen_run' - 'retrieved_at' AS o FROM offers.offers o ORDER BY id`.execute(
            b.db.offers,
          )
        ).rows;
      expect(await dump(other)).toEqual(await dump(bench));
      const row = await other.db.offers
        .selectFrom('offers.feed_runs')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      expect(row).toMatchObject({ seen: once.row.seen, created: 30, withdrawn: 0, status: 'done' });
    } finally {
      await other.close();
    }
  });

  test('an index that names a missing file proves nothing', async () => {
    const dir = await recorded(many(6), { pageSize: 3 });
    await rm(join(dir, 'offres.3-5.json'));
    expect((await bench.run({ dir })).row.complete).toBe(false);
    await writeFile(join(dir, 'offres.index.json'), '{broken');
    expect((await bench.run({ dir })).row.complete).toBe(false);
  });
});
