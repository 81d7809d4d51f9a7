import jStat from 'jstat';

/** Two-sided 95 % throughout, unless a level is given. */
export const LEVEL = 0.95;

/** Upper tail of χ² with `df` degrees of freedom. Below 1e-15 it is 0. */
export const chiSquareTail = (x: number, df: number): number =>
  x <= 0 ? 1 : Math.max(0, 1 - jStat.chisquare.cdf(x, df));

/** Two-sided p of a standard normal statistic. */
export const normalTwoSided = (z: number): number => chiSquareTail(z * z, 1);

/** z with P(|Z| ≤ z) = level: 1.96 at 0.95. */
export const normalBound = (level: number = LEVEL): number => jStat.normal.inv((1 + level) / 2, 0, 1);

/** t with P(|T| ≤ t) = level at `df` degrees of freedom. */
export const studentBound = (df: number, level: number = LEVEL): number =>
  jStat.studentt.inv((1 + level) / 2, df);

/** Two-sided p of a t statistic. */
export const studentTwoSided = (t: number, df: number): number =>
  Math.min(1, Math.max(0, 2 * (1 - jStat.studentt.cdf(Math.abs(t), df))));

/** Standard normal quantile. */
export const normalQuantile = (p: number): number => jStat.normal.inv(p, 0, 1);

/** Beta quantile, for exact binomial bounds. */
export const betaQuantile = (p: number, a: number, b: number): number => jStat.beta.inv(p, a, b);
