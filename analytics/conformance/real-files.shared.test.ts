import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuck, type Duck } from '../../infra/duckdb/duck.ts';
import { loadColumns } from '../load-columns.ts';
import { loadVisits, valuesOf } from '../metrics/fixture.ts';
import { pathLength } from '../metrics/jumps.ts';
import { radiusOfVisits } from '../metrics/radius-forms.ts';
import { measureNetwork } from '../ties/measure-network.ts';
import { off, SPHERE } from './fixture.ts';

const folder = fileURLToPath(new URL('../../../shared/data/mobility/', import.meta.url));
const present = existsSync(`${folder}gotrack_points.csv.gz`);
if (!present) console.warn(`SKIPPED: ${folder} is absent`);

const rowsOf = (name: string): Record<string, string>[] => {
  const bytes = readFileSync(`${folder}${name}`);
  const [header = '', ...lines] = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    .toString('utf8')
    .trim()
    .split('\n');
  const columns = header.trim().split(',');
  return lines.map((line) => {
    const cells = line.trim().split(',');
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
  });
};

let duck: Duck;
beforeAll(async () => {
  duck = await openDuck({ memoryLimitMb: 512, threads: 2 });
});
afterAll(() => duck.close());

describe.skipIf(!present)('conformance: real files', () => {
  it('A49: Go!Track users 0, 3 and 10: radius, points, distinct coordinates, way within trips', async () => {
    const rows = rowsOf('gotrack_points.csv.gz');
    const visits = rows.map((row) => ({
      person: Number(row['uid']),
      lat: Number(row['lat']),
      lng: Number(row['lng']),
      at: (row['time_utc'] ?? '').replace('Z', ''),
    }));
    await loadVisits(duck, visits);
    const radius = await valuesOf(duck, radiusOfVisits);
    for (const [user, km, points, distinct] of [
      [0, 1.620398, 223, 182],
      [3, 35.24357, 2598, 1864],
      [10, 3.31439, 1689, 1448],
    ] as const) {
      const own = visits.filter((visit) => visit.person === user);
      expect(off(radius[user], km)).toBeLessThan(SPHERE);
      expect([own.length, new Set(own.map(({ lat, lng }) => `${lat},${lng}`)).size]).toEqual([
        points,
        distinct,
      ]);
    }
    const trips = rows.filter((row) => row['uid'] === '0').map((row) => row['tid'] ?? '');
    await loadVisits(
      duck,
      visits
        .filter((visit) => visit.person === 0)
        .map((visit, i) => ({ ...visit, person: Number(trips[i]) })),
    );
    const path = Object.values(await valuesOf(duck, pathLength)).reduce<number>(
      (sum, km) => sum + (km ?? 0),
      0,
    );
    expect(off(path, 8.777027)).toBeLessThan(SPHERE);
  });

  const loadContacts = async (): Promise<void> => {
    const rows = rowsOf('invs15_contacts.csv.gz');
    const numbers = (name: string): number[] => rows.map((row) => Number(row[name]));
    await loadColumns(duck, 'contacts', {
      t: { type: 'INTEGER', values: numbers('t') },
      i: { type: 'INTEGER', values: numbers('i') },
      j: { type: 'INTEGER', values: numbers('j') },
    });
  };

  it('A50: InVS15 ties of 300 s or more: people, ties, overlap, bridges, its rank correlation with time, departments', async () => {
    await loadContacts();
    await measureNetwork(duck, {
      ties: '(SELECT i AS a, j AS b, 20 * count(*) AS weight FROM contacts GROUP BY ALL HAVING 20 * count(*) >= 300)',
    });
    const departments = rowsOf('invs15_departments.csv');
    await loadColumns(duck, 'departments', {
      id: { type: 'INTEGER', values: departments.map((row) => Number(row['id'])) },
      department: { type: 'VARCHAR', values: departments.map((row) => row['department'] ?? '') },
    });
    const [row] = await duck.rows<Record<string, number | bigint>>(`
      WITH ranks AS (
        SELECT *, rank() OVER (ORDER BY overlap) + (count(*) OVER (PARTITION BY overlap) - 1) / 2.0 AS ro,
               rank() OVER (ORDER BY weight) + (count(*) OVER (PARTITION BY weight) - 1) / 2.0 AS rw FROM network_ties)
      SELECT (SELECT count(*) FROM network_persons) AS people, count(*) AS ties, avg(overlap) AS overlap, sum(bridge) AS bridges,
             sum(local_bridge) AS local_bridges, corr(ro, rw) AS spearman, avg((p.department = q.department)::INTEGER) AS same
      FROM ranks r JOIN departments p ON p.id = r.a JOIN departments q ON q.id = r.b`);
    expect([row?.['people'], row?.['ties'], row?.['bridges'], row?.['local_bridges']].map(Number)).toEqual([
      212, 941, 2, 132,
    ]);
    expect(off(Number(row?.['overlap']), 0.166731)).toBeLessThan(SPHERE);
    expect(off(Number(row?.['spearman']), 0.273528)).toBeLessThan(SPHERE);
    expect(off(Number(row?.['same']), 0.733262)).toBeLessThan(SPHERE);
  });

  it('A51: InVS15 contact events with gaps of at most 20 s: how many, how long', async () => {
    await loadContacts();
    const [row] = await duck.rows<Record<string, number | bigint>>(`
      WITH marked AS (
        SELECT i, j, t, coalesce(t - lag(t) OVER (PARTITION BY i, j ORDER BY t) > 20, true) AS opens FROM contacts),
      runs AS (SELECT i, j, sum(opens::INTEGER) OVER (PARTITION BY i, j ORDER BY t) AS run FROM marked),
      events AS (SELECT 20 * count(*) AS seconds FROM runs GROUP BY i, j, run)
      SELECT count(*) AS events, avg(seconds) AS mean, max(seconds) AS longest, count(*) FILTER (WHERE seconds >= 300) AS long FROM events`);
    expect([row?.['events'], row?.['longest'], row?.['long']].map(Number)).toEqual([33_751, 13_020, 374]);
    expect(off(Number(row?.['mean']), 46.368)).toBeLessThan(SPHERE);
  });
});
