import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuck, type Duck } from '../../infra/duckdb/duck.ts';
import { computeMeasures } from '../metrics/compute.ts';
import { diameter } from '../metrics/diameter.ts';
import { entropy } from '../metrics/entropy.ts';
import { loadVisits, PLACES, valuesOf, type Visit } from '../metrics/fixture.ts';
import { jumps, longestJump, meanJump, pathLength } from '../metrics/jumps.ts';
import { lempelZivEntropies } from '../metrics/lempel-ziv.ts';
import { radiusOfTopPlaces, radiusOfVisits } from '../metrics/radius-forms.ts';
import { radiusOfGyration } from '../metrics/radius-of-gyration.ts';
import { realEntropy } from '../metrics/real-entropy.ts';
import { randomEntropy, visitEntropy, visitEvenness } from '../metrics/visit-entropies.ts';
import { places, stays } from '../metrics/visits.ts';
import { off, SPHERE, T, u } from './fixture.ts';

let duck: Duck;
beforeAll(async () => {
  duck = await openDuck({ memoryLimitMb: 256, threads: 2 });
});
afterAll(() => duck.close());

const BITS = 1e-6;
const jumpsOf = async (person: number): Promise<number[]> => {
  await loadVisits(duck, u(person));
  const rows = await duck.rows<{ km: number }>(`SELECT straight_m / 1000 AS km FROM trips ORDER BY first_ms`);
  return rows.map((row) => row.km);
};

describe('conformance: one person', () => {
  it('A01: distance A–B 36.293701213 km, A–A 0', async () => {
    await loadVisits(duck, [
      { person: 1, ...PLACES.A, at: '2011-02-03T08:00:00' },
      { person: 1, ...PLACES.B, at: '2011-02-03T09:00:00' },
      { person: 1, ...PLACES.B, at: '2011-02-03T10:00:00' },
    ]);
    const rows = await duck.rows<{ km: number }>(
      'SELECT straight_m / 1000 AS km FROM trips ORDER BY first_ms',
    );
    expect(off(rows[0]?.km, 36.293701213)).toBeLessThan(SPHERE);
    expect(rows[1]?.km).toBe(0);
  });

  it('A02: radius of gyration of u1, u2, u3', async () => {
    await loadVisits(duck, T);
    const values = await valuesOf(duck, radiusOfVisits);
    for (const [person, km] of [31.964885737, 14.988909726, 31.964885737].entries())
      expect(off(values[person + 1], km)).toBeLessThan(SPHERE);
  });

  it('A03: radius of gyration of the k = 2 main places of u1 to u3; k = 1 gives 0', async () => {
    await loadVisits(duck, T);
    const values = await valuesOf(duck, radiusOfTopPlaces);
    for (const [person, km] of [18.14686018, 8.0811433, 9.64969996].entries())
      expect(off(values[person + 1], km)).toBeLessThan(SPHERE);
    expect((await valuesOf(duck, radiusOfTopPlaces, { topPlaces: 1 }))[1]).toBe(0);
  });

  it('A04: random entropy of u1 2 bits, u2 1.5849625', async () => {
    await loadVisits(duck, T);
    const values = await valuesOf(duck, randomEntropy);
    expect(off(values[1], 2)).toBeLessThan(BITS);
    expect(off(values[2], 1.5849625)).toBeLessThan(BITS);
  });

  it('A05: uncorrelated entropy of u1 2 bits, u2 1.5; normalised u2 .94639463', async () => {
    await loadVisits(duck, T);
    const values = await valuesOf(duck, visitEntropy);
    expect(off(values[1], 2)).toBeLessThan(BITS);
    expect(off(values[2], 1.5)).toBeLessThan(BITS);
    expect(off((await valuesOf(duck, visitEvenness))[2], 0.94639463)).toBeLessThan(BITS);
  });

  it('A06: real entropy of u1, u2, u3', async () => {
    await loadVisits(duck, T);
    const values = await valuesOf(duck, realEntropy);
    for (const [person, bits] of [1.6, 1.142857143, 1.6].entries())
      expect(off(values[person + 1], bits)).toBeLessThan(BITS);
  });

  it('A07: jumps of u1 and u2', async () => {
    for (const [person, expected] of [
      [1, [36.29370121, 19.29939799, 68.14698568]],
      [2, [17.1426912, 17.1426912, 36.29370121]],
    ] as const) {
      const found = await jumpsOf(person);
      expect(found).toHaveLength(3);
      for (const [i, km] of expected.entries()) expect(off(found[i], km)).toBeLessThan(SPHERE);
      expect(
        off((await valuesOf(duck, meanJump))[person], expected.reduce((sum, km) => sum + km, 0) / 3),
      ).toBeLessThan(SPHERE);
    }
  });

  it('A08: path length of u1 123.74008488 km, u2 70.57908362', async () => {
    await loadVisits(duck, T);
    const values = await valuesOf(duck, pathLength);
    expect(off(values[1], 123.74008488)).toBeLessThan(SPHERE);
    expect(off(values[2], 70.57908362)).toBeLessThan(SPHERE);
  });

  it('A09: longest jump and diameter of u1 are two measures with two names', async () => {
    await loadVisits(duck, T);
    expect(off((await valuesOf(duck, longestJump))[1], 68.14698568)).toBeLessThan(SPHERE);
    expect(off((await valuesOf(duck, diameter))[1], 78.4910639)).toBeLessThan(SPHERE);
  });

  it('A10: locations and visits of u1 4 and 4, of u2 3 and 4', async () => {
    await loadVisits(duck, T);
    const [where, often] = [await valuesOf(duck, places), await valuesOf(duck, stays)];
    expect([where[1], often[1], where[2], often[2]]).toEqual([4, 4, 3, 4]);
  });

  it('A11: one point gives radius 0, no jump, entropies 0; none gives no row, never 0', async () => {
    await loadVisits(duck, u(1).slice(0, 1));
    for (const metric of [radiusOfGyration, jumps, realEntropy, entropy, visitEntropy])
      expect(await valuesOf(duck, metric)).toEqual({ 1: 0 });
    await loadVisits(duck, []);
    for (const metric of [radiusOfGyration, jumps, realEntropy, entropy, visitEntropy])
      expect(await valuesOf(duck, metric)).toEqual({});
  });

  it('A16: real entropy of x y z x y w x y z x is 10 log2 10 / 23', () => {
    const sequence = 'xyzxywxyzx'.split('').map((letter) => letter.charCodeAt(0));
    expect(
      off(
        lempelZivEntropies(
          sequence.map(() => 0),
          sequence,
        ).bits[0],
        (10 * Math.log2(10)) / 23,
      ),
    ).toBeLessThan(BITS);
  });

  it('A48: the panel of days: u1 has 3 visits and then 1; u6 is missing on the first day, not 0', async () => {
    await loadVisits(duck, T);
    await computeMeasures(duck, {
      grain: 'day',
      zone: 'UTC',
      measures: ['stays'],
      persons: `(SELECT DISTINCT person, DATE '2011-02-03' AS entry_day, NULL::DATE AS exit_day FROM stays)`,
    });
    const rows = await duck.rows<{
      person: string;
      period: string;
      stays: number | null;
      reason: string | null;
    }>(
      `SELECT right(person::VARCHAR, 1) AS person, period, stays, stays_reason AS reason FROM measures ORDER BY ALL`,
    );
    const of = (person: string, period: string): unknown =>
      rows
        .filter((row) => row.person === person && row.period === `2011-02-0${period}`)
        .map((row) => row.stays ?? row.reason)[0];
    expect([of('1', '3'), of('1', '4'), of('6', '4')]).toEqual([3, 1, 2]);
    expect(of('6', '3')).toBe('not_observed');
  });

  it('A53: stays of 6, 1 and 1 hours: weighted radius 12.524413 km, equal 14.845773, entropy 1.061278 bits', async () => {
    await loadVisits(
      duck,
      [PLACES.A, PLACES.B, PLACES.C].map((place, i): Visit => ({
        person: 1,
        ...place,
        at: `2011-02-03T0${i}:00:00`,
        ms: (i === 0 ? 6 : 1) * 3_600_000,
      })),
    );
    expect(off((await valuesOf(duck, radiusOfGyration))[1], 12.524413)).toBeLessThan(SPHERE);
    expect(off((await valuesOf(duck, radiusOfVisits))[1], 14.845773)).toBeLessThan(SPHERE);
    expect(off((await valuesOf(duck, entropy))[1], 1.061278)).toBeLessThan(BITS);
  });
});
