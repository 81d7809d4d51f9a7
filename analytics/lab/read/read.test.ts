import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuck, type Duck } from '../../../infra/duckdb/duck.ts';
import { lambert93ToDegrees } from '../geo/lambert93.ts';
import { utmToDegrees } from '../geo/utm.ts';
import { plainId } from '../keys.ts';
import { readStudy, type Study, type StudyFlags, type StudyPaths } from '../study.ts';

let root: string;
let duck: Duck;
beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'joka-read-'));
  mkdirSync(path.join(root, 'work'));
  duck = await openDuck({ memoryLimitMb: 512, threads: 2, readable: [root] });
});
afterAll(() => {
  duck.close();
  rmSync(root, { recursive: true, force: true });
});

let files = 0;
const write = (content: string | Uint8Array, name = 'points.csv'): string => {
  files += 1;
  const file = path.join(root, `${files}-${name}`);
  writeFileSync(file, content);
  return file;
};
const FLAGS: StudyFlags = {
  zone: 'Europe/Paris',
  times: undefined,
  dates: undefined,
  crs: undefined,
  axes: undefined,
  columns: {},
  sample: undefined,
};
const read = (paths: StudyPaths, flags: Partial<StudyFlags> = {}): Promise<Study> =>
  readStudy(duck, paths, { ...FLAGS, ...flags }, 'secret', path.join(root, 'work'));
const places = async (): Promise<unknown[]> =>
  duck.rows(
    'SELECT at_ms::DOUBLE AS "at", round(lat, 4) AS lat, round(lng, 4) AS lng FROM points ORDER BY at_ms',
  );
const AT = Date.parse('2026-03-20T09:00:00Z');

describe('reading positions', () => {
  it('a French spreadsheet: semicolons, cp1252, decimal commas, day first, local time', async () => {
    const text = 'Numéro;Horodatage;Latitude;Longitude\nZoé;20/03/2026 10:00;50,4291;2,8318\n';
    const study = await read({ points: [write(iconv.encode(text, 'windows-1252'))] }, { times: 'local' });
    expect(await places()).toEqual([{ at: AT, lat: 50.4291, lng: 2.8318 }]);
    expect(study.keys.map(({ id }) => id)).toEqual(['Zoé']);
    expect(study.guesses.map(({ about }) => about)).toEqual(['delimiter', 'encoding', 'columns', 'dates']);
  });

  it('stops where day and month, or UTC and local time, both fit, and shows rows both ways', async () => {
    const either = write('person,time,lat,lng\na,03/04/2026 10:00,50.4,2.8\n');
    await expect(read({ points: [either] }, { times: 'utc' })).rejects.toThrow(
      /day first: 2026-04-03 10:00:00 {2}\| {2}month first: 2026-03-04/,
    );
    const naive = write('person,time,lat,lng\na,2026-03-20 10:00:00,50.4,2.8\n');
    await expect(read({ points: [naive] })).rejects.toMatchObject({
      code: 'LAB_READING_AMBIGUOUS',
      details: { flag: '--times utc or --times local' },
    });
    await read({ points: [naive] }, { times: 'local' });
    expect(await places()).toEqual([{ at: AT, lat: 50.4, lng: 2.8 }]);
  });

  it('stops where axes may be swapped or the person is one of two columns, and takes what is said', async () => {
    const swapped = write('person,time,lat,lng\na,2026-03-20T09:00:00Z,2.8,50.4\n');
    await expect(read({ points: [swapped] })).rejects.toThrow(
      /as named: 2.8, 50.4 {2}\| {2}swapped: 50.4, 2.8/,
    );
    await read({ points: [swapped] }, { axes: 'swapped' });
    expect(await places()).toEqual([{ at: AT, lat: 50.4, lng: 2.8 }]);
    const two = write('user,device,time,lat,lng\na,x,2026-03-20T09:00:00Z,50.4,2.8\n');
    await expect(read({ points: [two] })).rejects.toThrow(/user and device may both be the person/);
    await read({ points: [two] }, { columns: { person: 'device' } });
  });

  it('Lambert-93 when the columns say so, a question when UTM fits too', async () => {
    const rows = '\na,2026-03-20T09:00:00Z,652381.06,6862047.13\n';
    const named = write(`person,time,x_l93,y_l93${rows}`);
    await read({ points: [named] });
    expect(await places()).toEqual([
      { at: AT, lat: expect.closeTo(48.8567, 2), lng: expect.closeTo(2.3508, 2) },
    ]);
    await expect(read({ points: [write(`person,time,x,y${rows}`)] })).rejects.toThrow(/Lambert-93 and UTM/);
    await read({ points: [write(`person,time,x,y${rows}`)] }, { crs: 'EPSG:2154' });
  });

  it('counts and lists what it leaves out, and keeps the rows beside', async () => {
    const file = write(
      'person,time,lat,lng\na,2026-03-20T09:00:00Z,50.4,2.8\na,hier,50.4,2.8\na,2026-03-20T09:01:00Z\nb,2026-03-20T09:02:00Z,0,0\n,2026-03-20T09:03:00Z,50.4,2.8\nb,2026-03-20T09:04:00Z,99,2.8\n',
    );
    const { reports, badRows } = await read({ points: [file] });
    expect(reports.points).toMatchObject({ rows: 6, kept: 1 });
    expect(reports.points?.leftOut).toMatchObject({
      time_not_readable: 1,
      too_few_cells: 1,
      place_zero: 1,
      place_outside_globe: 1,
    });
    expect(badRows.map(({ line, reason }) => [line, reason])).toEqual(
      expect.arrayContaining([
        [3, 'time_not_readable'],
        [4, 'too_few_cells'],
        [5, 'place_zero'],
        [7, 'place_outside_globe'],
      ]),
    );
  });

  it('one file per person without a column, and call records by antenna', async () => {
    const folder = path.join(root, 'people');
    mkdirSync(folder);
    for (const name of ['ana', 'bilal'])
      writeFileSync(path.join(folder, `${name}.csv`), 'time,lat,lng\n2026-03-20T09:00:00Z,50.4,2.8\n');
    expect((await read({ points: [folder] })).keys.map(({ id }) => id)).toEqual(['ana', 'bilal']);
    const calls = write('person,time,cell_id\na,2026-03-20T09:00:00Z,A1\na,2026-03-20T09:10:00Z,ZZ\n');
    const antennas = write('antenna,lat,lng\nA1,50.43,2.83\n', 'antennas.csv');
    const { reports } = await read({ points: [calls], antennas: [antennas] });
    expect(await places()).toEqual([{ at: AT, lat: 50.43, lng: 2.83 }]);
    expect(reports.points?.leftOut).toEqual({ antenna_unknown: 1 });
    await expect(read({ points: [calls] })).rejects.toThrow(/needs the antennas/);
  });

  it('Google Records and a GPX file as they come', async () => {
    const records = write(
      JSON.stringify({
        locations: [{ latitudeE7: 504000000, longitudeE7: 28000000, timestamp: '2026-03-20T09:00:00Z' }],
      }),
      'Records.json',
    );
    const study = await read({ points: [records] });
    expect(await places()).toEqual([{ at: AT, lat: 50.4, lng: 2.8 }]);
    expect(study.guesses.map(({ about, taken }) => [about, taken])).toContainEqual([
      'format',
      'Google Records',
    ]);
  });
});

describe('projections', () => {
  const at = async ({
    lat,
    lng,
  }: {
    lat: string;
    lng: string;
  }): Promise<{ lat: number; lng: number } | undefined> =>
    (
      await duck.rows<{ lat: number; lng: number }>(`SELECT (${lat})::DOUBLE AS lat, (${lng})::DOUBLE AS lng`)
    )[0];

  it('Lambert-93: its origin, and points as PROJ 9 gives them', async () => {
    const origin = await at(lambert93ToDegrees('700000.0', '6600000.0'));
    expect(origin?.lat).toBeCloseTo(46.5, 9);
    expect(origin?.lng).toBeCloseTo(3, 9);
    const paris = await at(lambert93ToDegrees('652381.06', '6862047.13'));
    expect([paris?.lat, paris?.lng]).toEqual([
      expect.closeTo(48.85670025523135, 8),
      expect.closeTo(2.3509998799125817, 8),
    ]);
    const east = await at(lambert93ToDegrees('1016000.5', '6305000.25'));
    expect([east?.lat, east?.lng]).toEqual([
      expect.closeTo(43.7733078233774, 8),
      expect.closeTo(6.925860522362574, 8),
    ]);
  });

  it('UTM: the equator, symmetry, and points as PROJ 9 gives them', async () => {
    const centre = await at(utmToDegrees('500000.0', '0.0', 31, false));
    expect([centre?.lat, centre?.lng]).toEqual([expect.closeTo(0, 9), expect.closeTo(3, 9)]);
    const [west, east] = [
      await at(utmToDegrees('400000.0', '5500000.0', 31, false)),
      await at(utmToDegrees('600000.0', '5500000.0', 31, false)),
    ];
    expect((west?.lng ?? 0) + (east?.lng ?? 0)).toBeCloseTo(6, 9);
    expect(west?.lat).toBeCloseTo(east?.lat ?? 0, 9);
    const lens = await at(utmToDegrees('700000.0', '5600000.0', 31, false));
    expect([lens?.lat, lens?.lng]).toEqual([
      expect.closeTo(50.517740744645984, 8),
      expect.closeTo(5.821311048633217, 8),
    ]);
    const paris = await at(utmToDegrees('452000.5', '5411000.25', 31, false));
    expect([paris?.lat, paris?.lng]).toEqual([
      expect.closeTo(48.85011394995337, 8),
      expect.closeTo(2.345712995453072, 8),
    ]);
    const south = await at(utmToDegrees('500000.0', '10000000.0', 31, true));
    expect(south?.lat).toBeCloseTo(0, 9);
  });
});

describe('identifiers', () => {
  it('knows one telephone number in its usual writings', () => {
    expect(['06 12 34 56 78', '+33 6 12 34 56 78', '0033612345678', '06.12.34.56.78'].map(plainId)).toEqual(
      Array.from({ length: 4 }, () => '+33612345678'),
    );
    expect(plainId(' Zoé ')).toBe('Zoé');
  });
});
