import { createHash } from 'node:crypto';

/** One measure over a cohort. Values are the persons' means over their weeks: the person is the unit. */
export type MeasureSummary = {
  readonly measure: string;
  readonly unit: string;
  /** The mode of observation summarised: the continuous one for measures that need it. */
  readonly observation: 'session' | 'logger';
  /** Persons with at least one value, and persons of the cohort. */
  readonly n: number;
  readonly persons: number;
  readonly mean: number | null;
  /** 95 % interval of the mean, drawn over persons (seeded). Null below two persons. */
  readonly low: number | null;
  readonly high: number | null;
  readonly p10: number | null;
  readonly median: number | null;
  readonly p90: number | null;
  /** Mean over persons of the share of their weeks that was observed, 0 to 1; null without persons. */
  readonly coverage: number | null;
  /** Why values are missing: reason code → person-weeks. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly bins: readonly { readonly from: number; readonly to: number; readonly n: number }[];
};

const DRAWS = 1000;
const BINS = 20;

/** Mulberry32, seeded by a text: the same cohort of the same run always shows the same interval. */
export const seededRandom = (seed: string): (() => number) => {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Linear interpolation between order statistics (Hyndman & Fan type 7). `sorted` is not empty. */
export const quantile = (sorted: readonly number[], p: number): number => {
  const at = (sorted.length - 1) * p;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
};

/** Percentile bootstrap of the mean, resampling persons. */
export const bootstrapMean = (
  values: readonly number[],
  seed: string,
): { low: number; high: number } | null => {
  if (values.length < 2) return null;
  const random = seededRandom(seed);
  const means = Array.from({ length: DRAWS }, () => {
    let sum = 0;
    for (let i = 0; i < values.length; i += 1) sum += values[Math.floor(random() * values.length)] ?? 0;
    return sum / values.length;
  }).sort((a, b) => a - b);
  return { low: quantile(means, 0.025), high: quantile(means, 0.975) };
};

/** Equal bins from the smallest to the largest value; one bin when all are equal. The last one includes its end. */
export const binsOf = (sorted: readonly number[]): MeasureSummary['bins'] => {
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (first === last) return [{ from: first, to: last, n: sorted.length }];
  const width = (last - first) / BINS;
  const counts = Array.from({ length: BINS }, () => 0);
  for (const value of sorted) {
    const i = Math.min(BINS - 1, Math.floor((value - first) / width));
    counts[i] = (counts[i] ?? 0) + 1;
  }
  return counts.map((n, i) => ({
    from: first + i * width,
    to: i === BINS - 1 ? last : first + (i + 1) * width,
    n,
  }));
};

/** `values`: one per person, in a fixed order of persons. */
export const summarise = (
  values: readonly number[],
  seed: string,
): Pick<MeasureSummary, 'n' | 'mean' | 'low' | 'high' | 'p10' | 'median' | 'p90' | 'bins'> => {
  const sorted = [...values].sort((a, b) => a - b);
  const interval = bootstrapMean(values, seed);
  const at = (p: number): number | null => (sorted.length === 0 ? null : quantile(sorted, p));
  return {
    n: values.length,
    mean: values.length === 0 ? null : mean(values),
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    p10: at(0.1),
    median: at(0.5),
    p90: at(0.9),
    bins: binsOf(sorted),
  };
};
