/** Moments of some values: standard deviation ÷ n, kurtosis not in excess of the normal's 3. Undefined shape is null. */
export type Summary = {
  readonly mean: number;
  readonly sd: number;
  readonly median: number;
  readonly skewness: number | null;
  readonly kurtosis: number | null;
  readonly min: number;
  readonly max: number;
};

/** The summary of values, null of none. Source: bandicoot maths.py. */
export const summarise = (values: readonly number[]): Summary | null => {
  const n = values.length;
  const sorted = values.toSorted((a, b) => a - b);
  const [min, max] = [sorted[0], sorted[n - 1]];
  if (min === undefined || max === undefined) return null;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / n;
  const moment = (k: number): number => sorted.reduce((sum, value) => sum + (value - mean) ** k, 0) / n;
  const variance = moment(2);
  return {
    mean,
    sd: Math.sqrt(variance),
    median: ((sorted[Math.floor((n - 1) / 2)] ?? 0) + (sorted[Math.ceil((n - 1) / 2)] ?? 0)) / 2,
    skewness: variance === 0 ? null : moment(3) / variance ** 1.5,
    kurtosis: variance === 0 ? null : moment(4) / variance ** 2,
    min,
    max,
  };
};
