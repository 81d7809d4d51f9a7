import { array, assert, double, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactBand, wilsonBand } from './binomial.ts';
import { clusterBootstrap, clusteredRatio } from './cluster-bootstrap.ts';
import { compareMeans, compareShares, includesNone } from './compare-groups.ts';
import { falseDiscovery, holm } from './multiplicity.ts';
import { postStratify, weightedMean } from './weights.ts';

describe('bands of a share', () => {
  it('exact: 8 of 10 and the two ends, as R binom.test', () => {
    expect(exactBand(8, 10).low).toBeCloseTo(0.4439045, 6);
    expect(exactBand(8, 10).high).toBeCloseTo(0.9747893, 6);
    expect(exactBand(0, 10)).toEqual({ low: 0, high: expect.closeTo(0.3084971, 6) });
    expect(exactBand(10, 10)).toEqual({ low: expect.closeTo(0.6915029, 6), high: 1 });
    expect(exactBand(0, 0)).toEqual({ low: 0, high: 1 });
  });

  it('Wilson: 8 of 10', () => {
    expect(wilsonBand(8, 10)?.low).toBeCloseTo(0.490162, 5);
    expect(wilsonBand(8, 10)?.high).toBeCloseTo(0.943318, 5);
    expect(wilsonBand(0, 0)).toBeNull();
  });
});

describe('comparisons', () => {
  it('Welch and Hedges of sleep (Student 1908), as R t.test', () => {
    const [one, two] = [
      [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
      [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
    ];
    const found = compareMeans(one ?? [], two ?? []);
    expect(found?.difference).toBeCloseTo(-1.58, 10);
    expect(found?.p).toBeCloseTo(0.07939414, 6);
    expect([found?.low, found?.high]).toEqual([expect.closeTo(-3.3654832, 5), expect.closeTo(0.2054832, 5)]);
    expect(found?.effect).toBeCloseTo(-0.8321811 * (1 - 3 / 71), 5);
    expect(includesNone(found ?? { low: 1, high: 2 })).toBe(true);
    expect(compareMeans([1], [1, 2])).toBeNull();
    expect(compareMeans([1, 1], [1, 1])).toBeNull();
  });

  it('Newcombe: 56/70 against 48/80 (published: .0524 to .3339)', () => {
    const found = compareShares({ yes: 56, n: 70 }, { yes: 48, n: 80 });
    expect(found?.low).toBeCloseTo(0.0524, 4);
    expect(found?.high).toBeCloseTo(0.3339, 4);
  });
});

describe('families of tests', () => {
  it('Holm and Benjamini-Hochberg as R p.adjust, nulls kept aside', () => {
    expect(holm([0.01, null, 0.04, 0.03])).toEqual([0.03, null, expect.closeTo(0.06, 12), 0.06]);
    const fdr = falseDiscovery([0.01, null, 0.04, 0.03]);
    expect(fdr).toEqual([expect.closeTo(0.03, 12), null, 0.04, 0.04]);
  });

  it('never makes a p smaller, and keeps their order', () => {
    assert(
      property(array(double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 }), (p) => {
        for (const adjust of [holm, falseDiscovery]) {
          const q = adjust(p);
          for (const [i, value] of p.entries()) expect(q[i]).toBeGreaterThanOrEqual(value - 1e-12);
          const order = p.map((_, i) => i).sort((a, b) => (p[a] ?? 0) - (p[b] ?? 0));
          for (let i = 1; i < order.length; i += 1)
            expect(q[order[i] ?? 0]).toBeGreaterThanOrEqual((q[order[i - 1] ?? 0] ?? 0) - 1e-12);
        }
      }),
    );
  });
});

describe('persons, not rows', () => {
  it('gives a wider interval when a person’s rows repeat each other', () => {
    const rows = Array.from({ length: 200 }, (_, i) => ((i * 7919) % 97) / 97);
    const repeated = rows.flatMap((value, person) => Array.from({ length: 5 }, () => ({ value, person })));
    const ones = repeated.map(() => 1);
    const values = repeated.map((row) => row.value);
    const byPerson = clusteredRatio(
      repeated.map((row) => row.person),
      200,
      values,
      ones,
      's',
    );
    const byRow = clusteredRatio(
      repeated.map((_, i) => i),
      1000,
      values,
      ones,
      's',
    );
    const width = (of: typeof byRow): number => (of.high ?? 0) - (of.low ?? 0);
    expect(width(byPerson) / width(byRow)).toBeGreaterThan(1.9);
    expect(byPerson.value).toBeCloseTo(byRow.value, 12);
    expect(
      clusteredRatio(
        repeated.map((row) => row.person),
        200,
        values,
        ones,
        's',
      ),
    ).toEqual(byPerson);
  });

  it('says nothing of one person, nor of a statistic that is mostly undefined', () => {
    expect(clusterBootstrap(1, () => 1, 's')).toBeNull();
    expect(clusterBootstrap(5, (times) => ((times[0] ?? 0) > 3 ? 1 : Number.NaN), 's')).toBeNull();
  });
});

describe('weights', () => {
  it('stands groups as in the register and says who is absent', () => {
    const { factors, absent } = postStratify({ f: 75, m: 25 }, { f: 500, m: 500, x: 10 });
    expect(factors).toEqual({ f: expect.closeTo(2 / 3, 12), m: 2 });
    expect(absent).toEqual(['x']);
    const mean = weightedMean([1, 0], [1, 3]);
    expect(mean).toEqual({ mean: 0.25, n: 2, effectiveN: 1.6 });
    expect(weightedMean([1], [0])).toBeNull();
  });
});
