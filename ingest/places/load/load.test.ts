import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { feedBench } from '../../../test/support/feed-run.ts';
import type { FeedBench } from '../../../test/support/feed-run.ts';
import { inventedOffer } from '../../../test/support/francetravail-pages.ts';
import { communeAtPoint } from '../commune-at.ts';
import { loadPlaces } from './load.ts';

let bench: FeedBench;
let dir: string;
beforeAll(async () => {
  bench = await feedBench();
  dir = await mkdtemp(join(tmpdir(), 'joka-places-'));
});
afterAll(async () => {
  await bench.close();
  await rm(dir, { recursive: true, force: true });
});

const load = async (name: string, content: string | Buffer) => {
  const path = join(dir, name);
  await writeFile(path, content);
  return loadPlaces(bench.db.offers, path, { vintage: null, kind: null, at: '2024-01-01T00:00:00Z' });
};
const square = (west: number, south: number, side = 0.04) => [
  [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ],
];
const feature = (code: unknown, coordinates: unknown, type = 'Polygon') => ({
  type: 'Feature',
  properties: { code },
  geometry: { type, coordinates },
});

describe('official files', () => {
  test('outlines by stream: taken, refused by feature, and the same file again does nothing', async () => {
    const features = [
      feature('62510', square(2.76, 50.4)),
      feature('nowhere', square(0, 0)),
      feature('62498', square(2.8, 50.4)),
      feature('59350', [], 'Point'),
    ];
    const file = JSON.stringify({ type: 'FeatureCollection', features });
    const first = await load('communes-2018.geojson', file);
    expect(first).toMatchObject({
      kind: 'boundaries',
      vintage: '2018',
      rows: 2,
      refused: 2,
      unchanged: false,
    });
    expect(first.refusals.map(({ at }) => at)).toEqual([2, 4]);
    expect(await load('communes-2018.geojson', file)).toMatchObject({ rows: 2, unchanged: true });
    const codes = ['62510', '62498', '62427'];
    const at = (lat: number, lng: number) => communeAtPoint(bench.db.offers, { lat, lng }, codes);
    expect(await at(50.42, 2.78)).toBe('62510');
    expect(await at(50.42, 2.82)).toBe('62498');
    expect(await at(50.6, 2.82)).toBeNull();
    await load(
      'centres.csv',
      'code_insee,nom,lat,lon\n62427,Hénin-Beaumont,50.42,2.95\nx,y,1,2\n62001,Z,0,0\n',
    );
    expect(await at(50.42, 2.93)).toBe('62427');
    expect(await at(50.42, 2.85)).toBeNull();
  });

  test('a file in ISO-8859-1 with semicolons; leading zeros stay', async () => {
    const text =
      '#Code_commune_INSEE;Nom_de_la_commune;Code_postal;Libellé_d_acheminement\n1001;L ABERGEMENT;1400;X\nA;B;C;D\n';
    const report = await load('postal.csv', Buffer.from(text, 'latin1'));
    expect(report).toMatchObject({ kind: 'postal-codes', rows: 1, refused: 1 });
    const { rows } = await sql`SELECT code, postal_code FROM offers.commune_postal_codes`.execute(
      bench.db.offers,
    );
    expect(rows).toEqual([{ code: '01001', postal_code: '01400' }]);
  });

  test('an unknown header is refused with the remedy, and nothing is kept of a file that is not there', async () => {
    await expect(load('other.csv', 'a;b\n1;2\n')).rejects.toMatchObject({ code: 'PLACES_FILE_UNKNOWN' });
    await expect(
      loadPlaces(bench.db.offers, join(dir, 'gone.csv'), {
        vintage: null,
        kind: null,
        at: '2024-01-01T00:00:00Z',
      }),
    ).rejects.toMatchObject({ code: 'PLACES_FILE_UNREADABLE' });
  });
});

test('a named employer has its door where SIRENE knows exactly one of that name in the commune', async () => {
  const header =
    'siret;etatAdministratifEtablissement;numeroVoieEtablissement;typeVoieEtablissement;libelleVoieEtablissement;codeCommuneEtablissement;enseigne1Etablissement;denominationUniteLegale;latitude;longitude';
  const rows = [
    '11111111100011;A;3;RUE;DU PONT;62510;LE FOURNIL;FOURNIL SARL;50.421;2.779',
    '22222222200011;A;1;RUE;HAUTE;62510;CARREFOUR;CARREFOUR SA;50.422;2.778',
    '33333333300011;A;9;RUE;BASSE;62510;CARREFOUR;CARREFOUR SA;50.423;2.777',
    '44444444400011;F;9;RUE;BASSE;62510;FERME ICI;FERME ICI;50.423;2.777',
    'short;A;1;;;62510;X;X;1;2',
  ];
  const report = await load('sirene-62.csv', [header, ...rows].join('\n'));
  expect(report).toMatchObject({ kind: 'sirene', rows: 3, refused: 1 });
  const named = (n: number, nom: string) => inventedOffer(n, { entreprise: { nom } });
  await bench.run({
    dir: await bench.recorded([named(1, 'Le Fournil SAS'), named(2, 'Carrefour'), named(3, 'Ferme Ici')]),
  });
  const offers = await bench.offers();
  expect(offers.map((o) => [o.precision, o.place_label, o.cell !== null])).toEqual([
    ['door', '3 RUE DU PONT', true],
    ['commune', 'Liévin', false],
    ['commune', 'Liévin', false],
  ]);
  expect(offers[0]?.flags).toContain('door_from_register');
});

test('a commune without a point gets its loaded centre with a flag; a row is read again when places change', async () => {
  const bare = inventedOffer(8, { lieuTravail: { libelle: '62 - HENIN BEAUMONT', commune: '62427' } });
  const far = inventedOffer(9, { lieuTravail: { commune: '62510', latitude: 50.9, longitude: 2.77 } });
  const dir2 = await bench.recorded([bare, far]);
  await bench.run({ dir: dir2 });
  const byId = async (id: string) => (await bench.offers()).find((o) => o.external_id === id);
  expect(await byId('INV0008')).toMatchObject({ lat: 50.42, lng: 2.95, precision: 'commune' });
  expect((await byId('INV0008'))?.flags).toContain('point_from_centre');
  // outside the outline's bounds by far more than the margin
  expect((await byId('INV0009'))?.flags).toContain('coordinates_dropped');
  expect((await bench.run({ dir: dir2 })).row).toMatchObject({ unchanged: 2, updated: 0 });
  await load('centres.csv', 'code_insee,nom,lat,lon\n62427,Hénin-Beaumont,50.41,2.94\n');
  expect((await bench.run({ dir: dir2 })).row).toMatchObject({ updated: 1 });
  expect(await byId('INV0008')).toMatchObject({ lat: 50.41, lng: 2.94 });
});
