import type { SortedRows } from './cox-data.ts';
import { eachEventTime, type Ties } from './cox-pass.ts';
import { product } from './symmetric.ts';

type Jumps = { time: number[]; hazard: number[]; mean: Float64Array[] };

/** Position after the last jump at or before `t`; jumps are in descending time. */
const reach = (times: readonly number[], t: number): number => {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) > t) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Score residuals row-major n × p: each row's share of the score, with the tied draws of Efron taken into account. */
const scoreResiduals = (rows: SortedRows, risk: Float64Array, ties: Ties): Float64Array => {
  const { n, p, x, bounds } = rows;
  const score = new Float64Array(n * p);
  const strata = Array.from({ length: bounds.length - 1 }, (): Jumps => ({ time: [], hazard: [], mean: [] }));
  eachEventTime(rows, risk, ties, ({ stratum, time, from, to, events, weight, draws }) => {
    let hazard = 0;
    const mean = new Float64Array(p);
    for (const draw of draws) {
      hazard += weight / draw.s0;
      for (let j = 0; j < p; j += 1) mean[j] = (mean[j] ?? 0) + (weight / draw.s0) * (draw.mean[j] ?? 0);
    }
    strata[stratum]?.time.push(time);
    strata[stratum]?.hazard.push(hazard);
    strata[stratum]?.mean.push(mean);
    for (let i = from; i < to; i += 1) {
      if (rows.event[i] !== 1) continue;
      for (const draw of draws)
        for (let j = 0; j < p; j += 1) {
          const off = (x[i * p + j] ?? 0) - (draw.mean[j] ?? 0);
          score[i * p + j] =
            (score[i * p + j] ?? 0) +
            off * ((rows.weight[i] ?? 0) / events + ((risk[i] ?? 0) * draw.share * weight) / draw.s0);
        }
    }
  });
  for (const [stratum, { time, hazard, mean }] of strata.entries()) {
    // Summed from the latest time down: total over (start, stop] is the difference of two of these.
    const sums = new Float64Array((time.length + 1) * (p + 1));
    for (let k = time.length - 1; k >= 0; k -= 1) {
      const [to, from] = [k * (p + 1), (k + 1) * (p + 1)];
      sums[to] = (sums[from] ?? 0) + (hazard[k] ?? 0);
      for (let j = 0; j < p; j += 1) sums[to + 1 + j] = (sums[from + 1 + j] ?? 0) + (mean[k]?.[j] ?? 0);
    }
    for (let i = bounds[stratum] ?? 0; i < (bounds[stratum + 1] ?? 0); i += 1) {
      const upTo = reach(time, rows.stop[i] ?? 0) * (p + 1);
      const after = rows.start === null ? time.length * (p + 1) : reach(time, rows.start[i] ?? 0) * (p + 1);
      const h = (sums[upTo] ?? 0) - (sums[after] ?? 0);
      for (let j = 0; j < p; j += 1) {
        const m = (sums[upTo + 1 + j] ?? 0) - (sums[after + 1 + j] ?? 0);
        score[i * p + j] = (score[i * p + j] ?? 0) - (risk[i] ?? 0) * ((x[i * p + j] ?? 0) * h - m);
      }
    }
  }
  return score;
};

/** Sandwich variance with score residuals summed by cluster. `cluster` is by the caller's row order. */
export const clusteredVariance = (
  rows: SortedRows,
  risk: Float64Array,
  ties: Ties,
  variance: Float64Array,
  cluster: ArrayLike<number>,
): { variance: Float64Array; clusters: number } => {
  const { n, p } = rows;
  const score = scoreResiduals(rows, risk, ties);
  const sums = new Map<number, Float64Array>();
  for (let i = 0; i < n; i += 1) {
    const key = cluster[rows.source[i] ?? 0] ?? -1;
    const sum = sums.get(key) ?? new Float64Array(p);
    for (let j = 0; j < p; j += 1) sum[j] = (sum[j] ?? 0) + (score[i * p + j] ?? 0);
    sums.set(key, sum);
  }
  const meat = new Float64Array(p * p);
  for (const sum of sums.values())
    for (let j = 0; j < p; j += 1)
      for (let k = 0; k < p; k += 1) meat[j * p + k] = (meat[j * p + k] ?? 0) + (sum[j] ?? 0) * (sum[k] ?? 0);
  return { variance: product(product(variance, meat, p), variance, p), clusters: sums.size };
};
