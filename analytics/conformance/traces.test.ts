import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuck, type Duck } from '../../infra/duckdb/duck.ts';
import { loadColumns } from '../load-columns.ts';
import { cleanPoints, type PointsReport } from '../traces/points/clean-points.ts';
import { compressPoints, thinByTime, turnBetween } from '../traces/points/compress.ts';
import { judgePoints } from '../traces/points/filter.ts';
import { findPointEncounters } from '../traces/points/find-encounters.ts';
import type { PointParameters } from '../traces/points/parameters.ts';
import { findStops, type StopRule } from '../traces/points/stops.ts';
import { metresOf, onSphere, squaredBetween, type Track } from '../traces/points/track.ts';
import { emptyDays, emptyStays, walkPoints } from '../traces/points/walk.ts';
import { POINT_PARAMETERS } from '../traces/points/parameters.ts';
import { off, SPHERE, T } from './fixture.ts';

let duck: Duck;
beforeAll(async () => {
  duck = await openDuck({ memoryLimitMb: 256, threads: 2 });
});
afterAll(() => duck.close());

type Point = { readonly person: string; readonly at: string; readonly lat: number; readonly lng: number };

const clean = async (
  points: readonly Point[],
  parameters: Partial<PointParameters> = {},
  zone = 'UTC',
): Promise<PointsReport> => {
  await loadColumns(duck, 'given_points', {
    person: { type: 'VARCHAR', values: points.map((point) => point.person) },
    at: { type: 'TIMESTAMP', values: points.map((point) => point.at) },
    lat: { type: 'DOUBLE', values: points.map((point) => point.lat) },
    lng: { type: 'DOUBLE', values: points.map((point) => point.lng) },
  });
  return cleanPoints(duck, { points: 'given_points', zone, parameters });
};

/** A track of T's persons on the sphere, in order. */
const trackOf = (rows: typeof T): { track: Track; lat: number[]; lng: number[] } => {
  const [lat, lng] = [rows.map((row) => row.lat), rows.map((row) => row.lng)];
  return {
    track: {
      group: Int32Array.from(rows, (row) => row.person),
      at: Float64Array.from(rows, (row) => Date.parse(`${row.at}Z`)),
      ...onSphere(lat, lng),
      sphere: true,
    },
    lat,
    lng,
  };
};

/** A track on a plane from `x y seconds` by commas. */
const plane = (text: string): Track => {
  const rows = text.split(', ').map((row) => row.split(' ').map(Number));
  const axis = (i: number): Float64Array => Float64Array.from(rows, (row) => row[i] ?? 0);
  return {
    group: new Int32Array(rows.length),
    at: axis(2).map((s) => s * 1000),
    x: axis(0),
    y: axis(1),
    z: new Float64Array(rows.length),
    sphere: false,
  };
};
const PLANE_RULE: StopRule = { stayRadiusM: 3, minStayMs: 2000, maxGapMs: 60_000 };
const stopsOf = (track: Track): number[][] => {
  const { from, to } = findStops(track, PLANE_RULE);
  return Array.from(from, (i, k) => [(track.at[i] ?? 0) / 1000, (track.at[to[k] ?? 0] ?? 0) / 1000]);
};

describe('conformance: traces', () => {
  it('A17: T compressed within 20 km, u1', () => {
    const { track, lat, lng } = trackOf(T.filter((row) => row.person === 1));
    const points = compressPoints(track, lat, lng, 20_000);
    expect(points.map((point) => new Date(point.at).toISOString().slice(8, 19))).toEqual([
      '03T08:34:04',
      '03T09:34:04',
      '04T10:34:04',
    ]);
    for (const [i, [expectedLat, expectedLng]] of [
      [43.8430139, 10.507994],
      [43.6264, 10.364875],
      [43.77925, 11.24626],
    ].entries()) {
      expect(points[i]?.lat).toBeCloseTo(expectedLat ?? 0, 9);
      expect(points[i]?.lng).toBeCloseTo(expectedLng ?? 0, 9);
    }
  });

  it('A18: a speed filter of 10 km/h on T leaves out nine rows, the last of a person too; 120 km/h none', () => {
    const { track } = trackOf(T);
    const gone = (kmh: number): string[] => {
      const verdicts = judgePoints(track, kmh);
      const letter = (lat: number): string =>
        ({ 43.8430139: 'A', 43.54427: 'B', 43.70853: 'C', 43.77925: 'D' })[lat] ?? '';
      return T.flatMap((row, i) => ((verdicts[i] ?? 0) === 0 ? [] : [`u${row.person} ${letter(row.lat)}`]));
    };
    expect(gone(10)).toEqual(['u1 B', 'u2 C', 'u2 B', 'u3 C', 'u3 D', 'u4 B', 'u4 D', 'u5 D', 'u6 B']);
    expect(gone(120)).toEqual([]);
  });

  it('A22: great-circle distances of trackintel’s tests', () => {
    const metres = (a: readonly [number, number], b: readonly [number, number]): number => {
      const at = onSphere([a[0], b[0]], [a[1], b[1]]);
      const track = { group: new Int32Array(2), at: new Float64Array(2), ...at, sphere: true };
      return metresOf(true, squaredBetween(track, 0, 1));
    };
    expect(off(metres([47.3, 8.5], [47.2, 8.7]), 18_749.056)).toBeLessThan(SPHERE);
    expect(off(metres([51.510357, -0.116773], [38.889931, -77.009003]), 5_897_658.3)).toBeLessThan(SPHERE);
  });

  it('A26: three fixes ten minutes apart, the third a kilometre away: exactly one stay', async () => {
    const { stays } = await clean([
      { person: 'a', at: '2026-10-06 00:00:00', lat: 47, lng: 8 },
      { person: 'a', at: '2026-10-06 00:10:00', lat: 47.0001, lng: 8.0001 },
      { person: 'a', at: '2026-10-06 00:20:00', lat: 47.01, lng: 8.01 },
    ]);
    expect(stays).toBe(1);
  });

  it('A27: two fixes years apart at one place: no stay; with a gap of 1e8 minutes one', async () => {
    const points = [
      { person: 'a', at: '2021-10-06 00:00:00', lat: 47, lng: 8 },
      { person: 'a', at: '2026-10-06 00:00:00', lat: 47, lng: 8 },
    ];
    expect((await clean(points)).stays).toBe(0);
    expect((await clean(points, { maxGapMinutes: 1e8 })).stays).toBe(1);
  });

  it('A29: one stop from 2 to 6 s; two trips, 0 to 2 and 6 to 15', () => {
    const track = plane('0 0 0, 0 10 1, 0 20 2, 0 21 4, 0 22 6, 0 30 8, 0 40 10, 1 50 15');
    expect(stopsOf(track)).toEqual([[2, 6]]);
    const stays = emptyStays();
    walkPoints(
      track,
      { ...POINT_PARAMETERS, stayRadiusM: 3, minStayMinutes: 2 / 60, maxSpeedKmh: 1e6 },
      () => 0,
      { stays, days: emptyDays() },
    );
    expect([stays.x.at(0), stays.y.at(0)]).toEqual([0, 21]);
    expect([stays.first.at(0) - (track.at[0] ?? 0), (track.at.at(-1) ?? 0) - stays.last.at(0)]).toEqual([
      2000, 9000,
    ]);
  });

  it('A30: a stop at the very beginning, 0 to 3 s', () => {
    expect(stopsOf(plane('0 0 0, 0 1 1, 0 2 2, 0 1 3, 0 22 4, 0 30 8, 0 40 10, 1 50 15'))).toEqual([[0, 3]]);
  });

  it('A31: the turn from 355 to 5 is 10 degrees, from −200 to −160 40', () => {
    expect([turnBetween(355, 5), turnBetween(-200, -160)]).toEqual([10, 40]);
  });

  it('A32: minutes 0, 6, 10, 30, 59 thinned to ten minutes keep 0, 10, 30, 59', () => {
    const minutes = [0, 6, 10, 30, 59];
    const kept = thinByTime(
      { group: new Int32Array(5), at: Float64Array.from(minutes, (m) => m * 60_000) },
      600_000,
    );
    expect(kept.map((i) => minutes[i])).toEqual([0, 10, 30, 59]);
  });

  it('A52: encounters of three persons under three rules', async () => {
    const base = { lat: 50.43, lng: 2.83 };
    const at = (person: string, time: string, north = 0): Point => ({
      person,
      at: `2026-10-06 ${time}:00`,
      lat: base.lat + north,
      lng: base.lng,
    });
    await clean([
      at('a', '10:00'),
      at('a', '10:10'),
      at('a', '10:20'),
      at('b', '10:04', 0.0004),
      at('b', '10:30'),
      at('c', '10:21', 0.0006),
    ]);
    const pairs = async (metres: number, minutes: number): Promise<[string, number][]> => {
      await findPointEncounters(duck, { rule: { metres, minutes } });
      const rows = await duck.rows<{ pair: string; n: number }>(
        `SELECT person || '-' || other AS pair, sum(n)::INTEGER AS n FROM encounters GROUP BY 1 ORDER BY 1`,
      );
      return rows.map((row) => [row.pair, row.n]);
    };
    expect(await pairs(50, 5)).toEqual([['a-b', 1]]);
    expect((await pairs(100, 5)).map(([pair]) => pair)).toEqual(['a-b', 'a-c']);
    expect(await pairs(50, 10)).toEqual([['a-b', 3]]);
  });

  it('A54: a fix every half hour through the day clocks go forward: 46 fixes on the local day', async () => {
    await clean(
      Array.from({ length: 96 }, (_, i) => ({
        person: 'a',
        at: new Date(Date.parse('2024-03-30T00:00:00Z') + i * 1_800_000).toISOString().slice(0, 19),
        lat: 50.4,
        lng: 2.8,
      })),
      {},
      'Europe/Paris',
    );
    const rows = await duck.rows<{ day: string; n: bigint }>(
      `SELECT (DATE '1970-01-01' + day_ix)::VARCHAR AS day, count(*) AS n FROM dwells GROUP BY 1 ORDER BY 1`,
    );
    expect(rows.find((row) => row.day === '2024-03-31')?.n).toBe(46n);
  });
});

describe('the quality report', () => {
  it('counts every point read once, by the reason it was left out for', async () => {
    const good = { person: 'a', lat: 50.4, lng: 2.8 };
    const report = await clean([
      { ...good, at: '2026-10-06 10:00:00' },
      { ...good, at: '2026-10-06 10:00:00' },
      { ...good, at: '2026-10-06 10:00:00', lat: 50.5 },
      { ...good, at: '2026-10-06 10:01:00', lat: 55 },
      { ...good, at: '2026-10-06 10:02:00', lat: 0, lng: 0 },
      { ...good, at: '2026-10-06 10:03:00', lat: 123 },
      { ...good, at: '2026-10-06 10:04:00' },
    ]);
    expect(report).toMatchObject({
      read: 7,
      kept: 2,
      leftOut: { duplicate: 1, null_island: 1, outside_the_earth: 1, same_instant: 1, too_fast: 1 },
    });
    expect(await duck.rows('SELECT count(*) AS n FROM dwells')).toEqual([{ n: 2n }]);
  });
});
