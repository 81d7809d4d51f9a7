import { LEVEL, normalBound, normalTwoSided } from './distributions.ts';
import type { SurvivalCurve } from './kaplan-meier.ts';

/** Mean time without the event up to a horizon, with its interval. `horizonReached`: the curve is known that far. */
export type RestrictedMean = {
  readonly horizon: number;
  readonly mean: number;
  readonly se: number;
  readonly low: number;
  readonly high: number;
  readonly horizonReached: boolean;
};

/** Area under the curve from 0 to `horizon` and its variance by Greenwood's formula, as R's `survfit` gives it. */
export const restrictedMean = (
  curve: SurvivalCurve,
  horizon: number,
  level: number = LEVEL,
): RestrictedMean => {
  const steps = curve.steps.filter((step) => step.time <= horizon);
  let area = 0;
  let at = 0;
  let survival = 1;
  const before: number[] = [];
  for (const step of steps) {
    area += survival * (step.time - at);
    before.push(area);
    at = step.time;
    survival = step.survival;
  }
  area += survival * (horizon - at);
  let variance = 0;
  for (const [i, { atRisk: n, events: d }] of steps.entries())
    if (d > 0 && n > d) variance += ((area - (before[i] ?? 0)) ** 2 * d) / (n * (n - d));
  const se = Math.sqrt(variance);
  const half = normalBound(level) * se;
  const last = curve.steps.at(-1);
  return {
    horizon,
    mean: area,
    se,
    low: area - half,
    high: area + half,
    horizonReached: survival === 0 || (last !== undefined && last.time >= horizon),
  };
};

/** Difference of two restricted means (first minus second) of independent groups. */
export const restrictedMeanDifference = (
  a: RestrictedMean,
  b: RestrictedMean,
  level: number = LEVEL,
): { difference: number; low: number; high: number; p: number } => {
  const difference = a.mean - b.mean;
  const se = Math.hypot(a.se, b.se);
  const half = normalBound(level) * se;
  return {
    difference,
    low: difference - half,
    high: difference + half,
    p: se === 0 ? 1 : normalTwoSided(difference / se),
  };
};
