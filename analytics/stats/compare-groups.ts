import { wilsonBand } from './binomial.ts';
import { LEVEL, normalBound, studentBound, studentTwoSided } from './distributions.ts';
import { meanOf, varianceOf } from './sums.ts';

/** A difference between two groups of persons, first minus second, with an effect size that has no unit. */
export type Comparison = {
  readonly n: readonly [number, number];
  readonly means: readonly [number, number];
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  /** Hedges' g for means, Cohen's h for shares; with its interval. */
  readonly effect: number;
  readonly effectLow: number;
  readonly effectHigh: number;
};

/**
 * Welch's test (1947) of two means, one value per person, with Hedges' g (pooled, small-sample corrected). Null when a
 * group has fewer than two values or nothing varies: a difference without an interval is not shown.
 */
export const compareMeans = (
  a: readonly number[],
  b: readonly number[],
  level: number = LEVEL,
): Comparison | null => {
  if (a.length < 2 || b.length < 2) return null;
  const [ma, mb, va, vb] = [meanOf(a), meanOf(b), varianceOf(a), varianceOf(b)];
  const [ea, eb] = [va / a.length, vb / b.length];
  if (ea + eb === 0) return null;
  const df = (ea + eb) ** 2 / (ea ** 2 / (a.length - 1) + eb ** 2 / (b.length - 1));
  const se = Math.sqrt(ea + eb);
  const difference = ma - mb;
  const half = studentBound(df, level) * se;
  const pooledDf = a.length + b.length - 2;
  const pooled = Math.sqrt(((a.length - 1) * va + (b.length - 1) * vb) / pooledDf);
  const effect = pooled === 0 ? 0 : (difference / pooled) * (1 - 3 / (4 * pooledDf - 1));
  const effectSe = Math.sqrt(
    (a.length + b.length) / (a.length * b.length) + effect ** 2 / (2 * (a.length + b.length)),
  );
  const z = normalBound(level);
  return {
    n: [a.length, b.length],
    means: [ma, mb],
    difference,
    low: difference - half,
    high: difference + half,
    p: studentTwoSided(difference / se, df),
    effect,
    effectLow: effect - z * effectSe,
    effectHigh: effect + z * effectSe,
  };
};

/** Two shares of persons: Newcombe's interval from Wilson's (1998, method 10), Cohen's h. Null with an empty group. */
export const compareShares = (
  a: { readonly yes: number; readonly n: number },
  b: { readonly yes: number; readonly n: number },
  level: number = LEVEL,
): Comparison | null => {
  const [wa, wb] = [wilsonBand(a.yes, a.n, level), wilsonBand(b.yes, b.n, level)];
  if (wa === null || wb === null) return null;
  const [pa, pb] = [a.yes / a.n, b.yes / b.n];
  const difference = pa - pb;
  const pooled = (a.yes + b.yes) / (a.n + b.n);
  const se = Math.sqrt(pooled * (1 - pooled) * (1 / a.n + 1 / b.n));
  const effect = 2 * Math.asin(Math.sqrt(pa)) - 2 * Math.asin(Math.sqrt(pb));
  const half = normalBound(level) * Math.sqrt(1 / a.n + 1 / b.n);
  return {
    n: [a.n, b.n],
    means: [pa, pb],
    difference,
    low: difference - Math.hypot(pa - wa.low, wb.high - pb),
    high: difference + Math.hypot(wa.high - pa, pb - wb.low),
    p: se === 0 ? 1 : studentTwoSided(difference / se, 1e6),
    effect,
    effectLow: effect - half,
    effectHigh: effect + half,
  };
};

/** Whether an interval includes no difference: what a title may say is decided here and nowhere else. */
export const includesNone = (
  { low, high }: { readonly low: number; readonly high: number },
  none = 0,
): boolean => low <= none && none <= high;
