import { quantile, seededRandom } from '../lab/summary.ts';
import { LEVEL } from './distributions.ts';

/**
 * Percentile interval of a statistic over rows that repeat within clusters (persons): clusters are drawn with
 * replacement, and the statistic is asked with how often each cluster was drawn. Seeded: the same study shows the same
 * interval. Draws in which the statistic is not finite are left out and counted.
 *
 * @param clusters number of clusters, numbered 0 … clusters − 1
 * @returns null below two clusters, or when fewer than half of the draws give a number
 */
export const clusterBootstrap = (
  clusters: number,
  statistic: (times: Uint16Array) => number,
  seed: string,
  draws = 1000,
  level: number = LEVEL,
): { low: number; high: number; se: number; draws: number } | null => {
  if (clusters < 2) return null;
  const random = seededRandom(seed);
  const times = new Uint16Array(clusters);
  const values: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    times.fill(0);
    for (let i = 0; i < clusters; i += 1) {
      const at = Math.floor(random() * clusters);
      times[at] = (times[at] ?? 0) + 1;
    }
    const value = statistic(times);
    if (Number.isFinite(value)) values.push(value);
  }
  if (values.length * 2 < draws) return null;
  values.sort((a, b) => a - b);
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const square = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  const tail = (1 - level) / 2;
  return {
    low: quantile(values, tail),
    high: quantile(values, 1 - tail),
    se: Math.sqrt(square / Math.max(1, values.length - 1)),
    draws: values.length,
  };
};

/** Ratio Σ top / Σ bottom over rows with a cluster each (a mean over rows when `bottom` is 1), and its interval. */
export const clusteredRatio = (
  cluster: ArrayLike<number>,
  clusters: number,
  top: ArrayLike<number>,
  bottom: ArrayLike<number>,
  seed: string,
): { value: number; low: number | null; high: number | null } => {
  const [tops, bottoms] = [new Float64Array(clusters), new Float64Array(clusters)];
  for (let i = 0; i < top.length; i += 1) {
    const c = cluster[i] ?? 0;
    tops[c] = (tops[c] ?? 0) + (top[i] ?? 0);
    bottoms[c] = (bottoms[c] ?? 0) + (bottom[i] ?? 0);
  }
  const ratio = (times: Uint16Array | null): number => {
    let [t, b] = [0, 0];
    for (let c = 0; c < clusters; c += 1) {
      const weight = times === null ? 1 : (times[c] ?? 0);
      t += weight * (tops[c] ?? 0);
      b += weight * (bottoms[c] ?? 0);
    }
    return t / b;
  };
  const interval = clusterBootstrap(clusters, ratio, seed);
  return { value: ratio(null), low: interval?.low ?? null, high: interval?.high ?? null };
};
