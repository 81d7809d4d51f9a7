import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { feedBench } from '../../test/support/feed-run.ts';
import type { FeedBench } from '../../test/support/feed-run.ts';
import { inventedOffer, inventedOffers } from '../../test/support/francetravail-pages.ts';
import { feedPipeline } from './pipeline.ts';
import type { FeedSteps } from './pipeline.ts';

let bench: FeedBench;

beforeAll(async () => {
  bench = await feedBench();
});
beforeEach(() => bench.reset());
afterAll(() => bench.close());

describe('one run', () => {
  test('an offer comes out in our words, with licence, instants of the feed and of retrieval', async () => {
    await bench.run({ dir: await bench.recorded(inventedOffers(1)) });
    const [offer] = await bench.offers();
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
    const { id } = await bench.run({ dir: await bench.recorded(inventedOffers(7), { pageSize: 3 }) });
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
    await bench.run({
      dir: await bench.recorded([inventedOffer(0), inventedOffer(1, { lieuTravail: lyon })]),
    });
    expect((await bench.offers()).map(({ territory, commune }) => [territory, commune])).toEqual([
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
    const dir = await bench.recorded([
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
    expect((await bench.offers()).map((o) => [o.source, o.territory, o.lat, o.flags])).toEqual([
      ['demo-emploi', 'DEMO1', 50.42, []],
      ['demo-emploi', 'DEMO1', 50.42, ['coordinates_swapped']],
      ['demo-emploi', 'DEMO1', null, ['coordinates_dropped']],
    ]);
  });

  test('a contact is kept apart, with its own lifetime', async () => {
    await bench.run({
      dir: await bench.recorded([
        inventedOffer(0, {
          description: 'Appelez Mme Camille EXEMPLE au 01 99 00 25 01, ou écrivez à camille@exemple.invalid.',
          contact: { nom: 'Boulangerie - Mme Camille EXEMPLE', telephone: '01 99 00 25 02' },
        }),
      ]),
    });
    const [offer] = await bench.offers();
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

describe('crashes', () => {
  test('every step repeated leaves the same offers, history and counts as once', async () => {
    const dir = await bench.recorded(inventedOffers(30), { pageSize: 10 });
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
        confirm: (run, complete, released, after) => steps.confirm(run, complete, released, after),
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
    const dir = await bench.recorded(inventedOffers(6), { pageSize: 3 });
    await rm(join(dir, 'offres.3-5.json'));
    expect((await bench.run({ dir })).row.complete).toBe(false);
    await writeFile(join(dir, 'offres.index.json'), '{broken');
    expect((await bench.run({ dir })).row.complete).toBe(false);
  });

  test('a folder named like a page is no page, and a page of 65 MB is refused by name', async () => {
    const dir = await bench.recorded(inventedOffers(6), { pageSize: 3 });
    await rm(join(dir, 'offres.3-5.json'));
    await mkdir(join(dir, 'offres.3-5.json'));
    expect((await bench.run({ dir })).row).toMatchObject({ seen: 3, complete: false });
    await truncate(join(dir, 'offres.0-2.json'), 65 * 1024 * 1024);
    const id = await bench.ask({ dir });
    await expect(bench.drive(feedPipeline.begin(id))).rejects.toThrow(/offres\.0-2\.json/);
  });
});
