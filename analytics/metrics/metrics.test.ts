import { assert, asyncProperty, double, integer, record, array } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuck, type Duck } from '../../infra/duckdb/duck.ts';
import { EARTH_KM, UNIT, unitVector } from '../traces/geometry.ts';
import { entropy } from './entropy.ts';
import { FIXTURE_T, loadVisits, PLACES, valuesOf, type Visit } from './fixture.ts';
import { METRICS } from './index.ts';
import { radiusOfGyration } from './radius-of-gyration.ts';
import { radiusOutsideHome } from './radius-outside-home.ts';

let duck: Duck;
beforeAll(async () => {
  duck = await openDuck({ memoryLimitMb: 256, threads: 2 });
});
afterAll(() => duck.close());

/** Relative distance from what is expected. */
const off = (value: number | null | undefined, expected: number): number =>
  Math.abs((value ?? Number.NaN) / expected - 1);
const chordKm = (a: { lat: number; lng: number }, b: { lat: number; lng: number }): number => {
  const [p, q] = [unitVector(a.lat, a.lng), unitVector(b.lat, b.lng)];
  return 2 * EARTH_KM * Math.asin(Math.hypot(p.x - q.x, p.y - q.y, p.z - q.z) / UNIT / 2);
};

describe('conformance', () => {
  it('A01: distance A–B 36.2937 km, A–A 0', () => {
    expect(off(chordKm(PLACES.A, PLACES.B), 36.293701213)).toBeLessThan(1e-5);
    expect(chordKm(PLACES.A, PLACES.A)).toBe(0);
  });

  it('A02: radius of gyration of fixture T, spherical centre', async () => {
    await loadVisits(duck, FIXTURE_T);
    const values = await valuesOf(duck, radiusOfGyration);
    expect(off(values[1], 31.964885737)).toBeLessThan(1e-5);
    expect(off(values[2], 14.988909726)).toBeLessThan(1e-5);
    expect(off(values[3], 31.964885737)).toBeLessThan(1e-5);
  });

  it('A02 moved across the antimeridian: the same radius, where an arithmetic centre gives 6,835 km', async () => {
    await loadVisits(
      duck,
      FIXTURE_T.map((visit) => ({ ...visit, lng: ((visit.lng + 169 + 180) % 360) - 180 })),
    );
    expect(off((await valuesOf(duck, radiusOfGyration))[1], 31.964885737)).toBeLessThan(1e-5);
  });

  it('A05: entropy of u1 2 bits, u2 1.5 bits', async () => {
    await loadVisits(duck, FIXTURE_T);
    const values = await valuesOf(duck, entropy);
    expect(off(values[1], 2)).toBeLessThan(1e-6);
    expect(off(values[2], 1.5)).toBeLessThan(1e-6);
  });

  it('A11: one single point gives 0 and 0; no point gives no row', async () => {
    await loadVisits(duck, FIXTURE_T.slice(0, 1));
    expect(await valuesOf(duck, radiusOfGyration)).toEqual({ 1: 0 });
    expect(await valuesOf(duck, entropy)).toEqual({ 1: 0 });
    await loadVisits(duck, []);
    expect(await valuesOf(duck, radiusOfGyration)).toEqual({});
    expect(await valuesOf(duck, entropy)).toEqual({});
  });

  it('A53: stays of 6, 1 and 1 hours: weighted radius 12.524413 km, entropy 1.061278 bits', async () => {
    const stays = [PLACES.A, PLACES.B, PLACES.C].map((place, i): Visit => ({
      person: 1,
      ...place,
      at: `2011-02-03T0${i}:00:00`,
      ms: (i === 0 ? 6 : 1) * 3_600_000,
    }));
    await loadVisits(duck, stays);
    expect(off((await valuesOf(duck, radiusOfGyration))[1], 12.524413)).toBeLessThan(1e-5);
    expect(off((await valuesOf(duck, entropy))[1], 1.061278)).toBeLessThan(1e-6);
    await loadVisits(
      duck,
      stays.map((stay) => ({ ...stay, ms: 1 })),
    );
    expect(off((await valuesOf(duck, radiusOfGyration))[1], 14.845773)).toBeLessThan(1e-5);
  });
});

describe('home without a place', () => {
  it('makes the whole radius unknown, and leaves the one outside home as it was', async () => {
    const outside = FIXTURE_T.filter((visit) => visit.person === 1);
    await loadVisits(duck, outside);
    const before = await valuesOf(duck, radiusOutsideHome);
    expect(before).toEqual(await valuesOf(duck, radiusOfGyration));
    await loadVisits(duck, [
      { person: 1, lat: 0, lng: 0, at: '2011-02-03T00:00:00', ms: 9_000_000, home: true },
      ...outside,
    ]);
    expect(await valuesOf(duck, radiusOutsideHome)).toEqual(before);
    await valuesOf(duck, radiusOfGyration);
    const rows = await duck.rows(`SELECT value, reason FROM measure_${radiusOfGyration.from.name}`);
    expect(rows).toEqual([{ value: null, reason: 'home_without_place' }]);
  });
});

const place = record({
  lat: double({ min: 50.3, max: 50.5, noNaN: true }),
  lng: double({ min: 2.6, max: 2.9, noNaN: true }),
  hours: integer({ min: 1, max: 20 }),
});
const visitsOf = (places: readonly { lat: number; lng: number; hours: number }[]): Visit[] =>
  places.map(({ lat, lng, hours }, i) => ({
    person: 1,
    lat,
    lng,
    at: `2011-02-0${1 + (i % 6)}T0${i % 10}:00:00`,
    ms: hours * 3_600_000,
  }));

/** Straight from the definition, in floats: what the integer forms must equal. */
const plainRadius = (visits: readonly Visit[]): number => {
  const points = visits.map((visit) => ({ ...unitVector(visit.lat, visit.lng), w: visit.ms ?? 1 }));
  const sum = (f: (p: (typeof points)[number]) => number): number => points.reduce((s, p) => s + f(p), 0);
  const c = [sum((p) => p.w * p.x), sum((p) => p.w * p.y), sum((p) => p.w * p.z)] as const;
  const norm = Math.hypot(...c);
  const d = (p: (typeof points)[number]): number =>
    2 *
    EARTH_KM *
    Math.asin(Math.hypot(p.x / UNIT - c[0] / norm, p.y / UNIT - c[1] / norm, p.z / UNIT - c[2] / norm) / 2);
  return Math.sqrt(sum((p) => p.w * d(p) ** 2) / sum((p) => p.w));
};

describe('properties', () => {
  it('radius equals its definition on both sides of the 50 km switch', async () => {
    await assert(
      asyncProperty(
        array(place, { minLength: 2, maxLength: 12 }),
        integer({ min: 1, max: 12 }),
        async (places, stretch) => {
          const visits = visitsOf(places).map((visit) => ({
            ...visit,
            lng: 2.75 + (visit.lng - 2.75) * stretch,
          }));
          await loadVisits(duck, visits);
          const value = (await valuesOf(duck, radiusOfGyration))[1] ?? Number.NaN;
          const plain = plainRadius(visits);
          expect(Math.abs(value - plain)).toBeLessThan(1e-5 * plain + 1e-5);
        },
      ),
      { numRuns: 40, seed: 20261124 },
    );
  });

  it('neither the order of rows, nor another person, nor cutting a stay in two changes a value', async () => {
    await assert(
      asyncProperty(array(place, { minLength: 1, maxLength: 10 }), async (places) => {
        const visits = visitsOf(places);
        const both = async (rows: readonly Visit[]): Promise<(number | null | undefined)[]> => {
          await loadVisits(duck, rows);
          return [(await valuesOf(duck, radiusOfGyration))[1], (await valuesOf(duck, entropy))[1]];
        };
        const before = await both(visits);
        expect(await both(visits.toReversed())).toEqual(before);
        expect(await both([...visits, { person: 2, ...PLACES.A, at: '2011-02-03T00:00:00' }])).toEqual(
          before,
        );
        const [first] = visits;
        const halves = visits.flatMap((visit) =>
          visit === first
            ? [
                { ...visit, ms: (visit.ms ?? 0) / 2 },
                { ...visit, ms: (visit.ms ?? 0) / 2 },
              ]
            : [visit],
        );
        expect(await both(halves)).toEqual(before);
      }),
      { numRuns: 25, seed: 20261124 },
    );
  });
});

describe('the catalogue', () => {
  it('says unit, definition, source and needed observation of every measure, each name once', () => {
    expect(new Set(METRICS.map((metric) => metric.name)).size).toBe(METRICS.length);
    expect(
      METRICS.filter(
        (metric) =>
          metric.unit === '' || metric.definition === '' || metric.source === '' || metric.label.fr === '',
      ),
    ).toEqual([]);
  });
});
