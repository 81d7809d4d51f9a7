import { describe, expect, it } from 'vitest';
import { cox } from './cox.ts';
import { kaplanMeier, survivalAt } from './kaplan-meier.ts';
import { logRank } from './log-rank.ts';
import { restrictedMean, restrictedMeanDifference } from './restricted-mean.ts';

/** Freireich et al. 1963: weeks of remission of 21 leukaemia patients under 6-MP and 21 under placebo. */
const SIX_MP = {
  stop: [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
  event: [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0],
};
const PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];
const BOTH = {
  stop: [...SIX_MP.stop, ...PLACEBO],
  event: [...SIX_MP.event, ...PLACEBO.map(() => 1)],
};
const placebo = BOTH.stop.map((_, i) => (i < 21 ? 0 : 1));

/** Twelve counting-process rows of eight persons with ties; expected values from R survival 3.5-3. */
const ROWS = {
  start: [0, 5, 0, 3, 0, 6, 0, 0, 2, 8, 1, 0],
  stop: [5, 9, 3, 11, 6, 8, 7, 9, 8, 12, 9, 9],
  event: [0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0],
  covariates: {
    x: [0, 1, 1, 1, 0, 1, 0, 1, 1, 0, 1, 0],
    z: [2.1, 2.1, 0.3, 0.9, 1.7, 1.1, 3, 0.2, 1.5, 1.5, 0.7, 2.2],
  },
};

describe('Kaplan-Meier', () => {
  it('A45: steps and log-log interval of the 6-MP arm', () => {
    const curve = kaplanMeier(SIX_MP);
    const at = (time: number) => curve.steps.find((step) => step.time === time);
    const expected: Record<number, number> = {
      6: 0.857143,
      7: 0.806723,
      10: 0.752941,
      13: 0.690196,
      16: 0.627451,
      22: 0.537815,
      23: 0.448179,
    };
    for (const [time, survival] of Object.entries(expected))
      expect(at(Number(time))?.survival).toBeCloseTo(survival, 6);
    expect(at(6)?.low).toBeCloseTo(0.61971796, 7);
    expect(at(6)?.high).toBeCloseTo(0.95155175, 7);
    expect([curve.median, curve.medianLow, curve.medianHigh]).toEqual([23, 13, null]);
    expect([curve.n, curve.events]).toEqual([21, 9]);
  });

  it('A46: delayed entry', () => {
    const curve = kaplanMeier({ start: [1.9, 0, 0, 0, 0], stop: [2, 10, 5, 4, 3], event: [1, 1, 1, 1, 1] });
    const found = [0, 1.9, 2, 3, 4, 5, 10].map((t) => survivalAt(curve, t));
    for (const [i, s] of [1, 1, 0.8, 0.6, 0.4, 0.2, 0].entries()) expect(found[i]).toBeCloseTo(s, 12);
  });

  it('weighs rows: a row of weight 2 counts as two', () => {
    const twice = kaplanMeier({ stop: [1, 2, 2, 3], event: [1, 1, 1, 0] });
    const weighed = kaplanMeier({ stop: [1, 2, 3], event: [1, 1, 0], weight: [1, 2, 1] });
    expect(weighed.steps).toEqual(twice.steps);
  });
});

describe('restricted mean', () => {
  it('agrees with survfit, 6-MP and placebo up to week 20', () => {
    const six = restrictedMean(kaplanMeier(SIX_MP), 20);
    const none = restrictedMean(kaplanMeier({ stop: PLACEBO, event: PLACEBO.map(() => 1) }), 20);
    expect(six.mean).toBeCloseTo(16.1165266, 6);
    expect(six.se).toBeCloseTo(1.2515602, 6);
    expect(none.mean).toBeCloseTo(8.4285714, 6);
    expect(none.se).toBeCloseTo(1.2680827, 6);
    expect(restrictedMeanDifference(six, none).difference).toBeCloseTo(7.687955, 5);
  });
});

describe('log-rank family', () => {
  it('A44: three against three', () => {
    const test = logRank(
      { stop: [10, 20, 30, 10, 20, 50], event: [1, 1, 1, 1, 1, 1] },
      [0, 0, 0, 1, 1, 1],
      2,
    );
    expect(test.chiSquare).toBeCloseTo(0.254237, 6);
    expect(test.p).toBeCloseTo(0.614107, 6);
  });

  it('agrees with published and R values on the remissions', () => {
    expect(logRank(BOTH, placebo, 2).chiSquare).toBeCloseTo(16.7929409892, 8);
    expect(logRank(BOTH, placebo, 2, { rho: 1, gamma: 0 }).chiSquare).toBeCloseTo(14.4571508187, 8);
    expect(logRank(BOTH, placebo, 2).groups.map(({ n, observed }) => [n, observed])).toEqual([
      [21, 9],
      [21, 21],
    ]);
    for (const kind of ['gehan', 'tarone-ware', 'peto'] as const)
      expect(logRank(BOTH, placebo, 2, kind).p).toBeLessThan(0.001);
    expect(logRank(BOTH, placebo, 2, 'gehan').chiSquare).toBeCloseTo(13.4579, 3);
    expect(logRank(BOTH, placebo, 2, 'tarone-ware').chiSquare).toBeCloseTo(15.1236, 3);
  });
});

describe('Cox', () => {
  it('gives the remissions’ published coefficients by Efron and by Breslow', () => {
    const efron = cox({ ...BOTH, covariates: { placebo } });
    expect(efron.terms[0]?.coefficient).toBeCloseTo(1.572125148829, 8);
    expect(efron.terms[0]?.se).toBeCloseTo(0.412396717709, 8);
    expect(efron.logLikelihood[0]).toBeCloseTo(-93.184269996848, 8);
    expect(efron.logLikelihood[1]).toBeCloseTo(-85.008424577372, 8);
    expect(efron.proportionality.terms[0]?.chiSquare).toBeCloseTo(0.00659528, 7);
    const breslow = cox({ ...BOTH, covariates: { placebo } }, 'breslow');
    expect(breslow.terms[0]?.coefficient).toBeCloseTo(1.509191412586, 8);
    expect(breslow.terms[0]?.se).toBeCloseTo(0.409564406367, 8);
  });

  it('takes counting-process rows, clusters, strata and weights as R does', () => {
    const fit = cox(ROWS);
    expect(fit.terms.map((term) => term.coefficient)).toEqual([
      expect.closeTo(1.588263741132, 8),
      expect.closeTo(0.710465829971, 8),
    ]);
    expect(fit.variance[0]).toBeCloseTo(1.605340445479, 7);
    expect(fit.variance[1]).toBeCloseTo(0.447558897708, 7);
    expect(fit.proportionality.terms.map((term) => term.chiSquare)).toEqual([
      expect.closeTo(5.17308104211, 5),
      expect.closeTo(4.94643439704, 5),
    ]);
    expect(fit.proportionality.global?.chiSquare).toBeCloseTo(6.19400971905, 5);
    const clustered = cox({ ...ROWS, cluster: [1, 1, 2, 2, 3, 3, 4, 5, 6, 6, 7, 8] });
    expect(clustered.clusters).toBe(8);
    expect(clustered.terms.map((term) => term.se ** 2)).toEqual([
      expect.closeTo(0.838403710094, 7),
      expect.closeTo(0.442053582917, 7),
    ]);
    const strata = cox({ ...ROWS, stratum: [1, 1, 2, 2, 1, 1, 2, 1, 2, 2, 1, 2] });
    expect(strata.terms.map((term) => term.coefficient)).toEqual([
      expect.closeTo(0.358869692926, 7),
      expect.closeTo(0.356655361488, 7),
    ]);
    const weighed = cox({ ...ROWS, weight: [1, 1, 2, 2, 1, 1, 3, 1, 1, 1, 2, 1] });
    expect(weighed.terms.map((term) => term.coefficient)).toEqual([
      expect.closeTo(1.16210201835, 7),
      expect.closeTo(1.1137843619, 7),
    ]);
    expect(weighed.logLikelihood[1]).toBeCloseTo(-15.7249195785, 7);
  });

  it('names the covariate that cannot be estimated, and says when a coefficient runs away', () => {
    const same = { a: placebo, b: placebo.map((g) => 2 * g) };
    expect(() => cox({ ...BOTH, covariates: same })).toThrow(/LAB_MODEL_SINGULAR|b is constant/);
    expect(() => cox({ stop: [1, 2], event: [0, 0], covariates: { a: [0, 1] } })).toThrow(
      /nothing to estimate/,
    );
    expect(() => cox({ stop: [1, 2], event: [1, 0], covariates: { a: [0, Number.NaN] } })).toThrow(
      /a has no number in row 2/,
    );
  });
});
