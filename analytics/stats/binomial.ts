import { betaQuantile, LEVEL, normalBound } from './distributions.ts';

export type Band = { readonly low: number; readonly high: number };

/**
 * Exact band of a proportion (Clopper and Pearson 1934): `successes` of `trials`. No trial: the whole of [0, 1].
 * At 0 and at all the one-sided closed forms are used.
 */
export const exactBand = (successes: number, trials: number, level: number = LEVEL): Band => {
  if (trials === 0) return { low: 0, high: 1 };
  const tail = (1 - level) / 2;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, trials - successes + 1),
    high: successes === trials ? 1 : betaQuantile(1 - tail, successes + 1, trials - successes),
  };
};

/** Wilson's score band of a proportion, for small groups. No trial: null. */
export const wilsonBand = (successes: number, trials: number, level: number = LEVEL): Band | null => {
  if (trials === 0) return null;
  const z = normalBound(level);
  const p = successes / trials;
  const middle = (p + z ** 2 / (2 * trials)) / (1 + z ** 2 / trials);
  const half = (z / (1 + z ** 2 / trials)) * Math.sqrt((p * (1 - p)) / trials + z ** 2 / (4 * trials ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
};
