import type { SortedRows } from './cox-data.ts';

/** How equal event times are taken: Efron (1977) or Breslow (1974). */
export type Ties = 'efron' | 'breslow';

/** What is known at one event time: sums over its risk set and over the rows that end there with the event. */
export type EventTime = {
  readonly stratum: number;
  readonly time: number;
  /** Positions [from, to) of the rows that end at this time, events and censored. */
  readonly from: number;
  readonly to: number;
  readonly events: number;
  /** Mean weight of the events. */
  readonly weight: number;
  /** For each of the tied draws: Σ r, the mean covariate vector, and its covariance matrix (row-major). */
  readonly draws: readonly { readonly s0: number; readonly mean: Float64Array; readonly share: number }[];
};

type Visit = (at: EventTime, covariance: Float64Array) => void;

const addRow = (rows: SortedRows, i: number, r: number, s1: Float64Array, s2: Float64Array): void => {
  const { p, x } = rows;
  for (let j = 0; j < p; j += 1) {
    const v = r * (x[i * p + j] ?? 0);
    s1[j] = (s1[j] ?? 0) + v;
    for (let k = 0; k <= j; k += 1) s2[j * p + k] = (s2[j * p + k] ?? 0) + v * (x[i * p + k] ?? 0);
  }
};

/**
 * One backward pass over event times. `risk` is weight × exp(η) per row. `visit` gets each event time with the sum over
 * its tied draws of the covariance of the covariates in the risk set, row-major, weighted by the events' mean weight.
 */
export const eachEventTime = (rows: SortedRows, risk: Float64Array, ties: Ties, visit: Visit): void => {
  const { p, bounds, stop, event, start, byStart } = rows;
  const s1 = new Float64Array(p);
  const s2 = new Float64Array(p * p);
  const d1 = new Float64Array(p);
  const d2 = new Float64Array(p * p);
  for (let stratum = 0; stratum + 1 < bounds.length; stratum += 1) {
    const [first, end] = [bounds[stratum] ?? 0, bounds[stratum + 1] ?? 0];
    let s0 = 0;
    s1.fill(0);
    s2.fill(0);
    let left = first;
    const lastStart = byStart === null ? first : end;
    for (let i = first; i < end;) {
      const time = stop[i] ?? 0;
      for (; left < lastStart; left += 1) {
        const row = byStart?.[left] ?? 0;
        if ((start?.[row] ?? 0) < time) break;
        s0 -= risk[row] ?? 0;
        addRow(rows, row, -(risk[row] ?? 0), s1, s2);
      }
      const from = i;
      let [events, d0, weight] = [0, 0, 0];
      d1.fill(0);
      d2.fill(0);
      for (; i < end && stop[i] === time; i += 1) {
        const r = risk[i] ?? 0;
        s0 += r;
        addRow(rows, i, r, s1, s2);
        if (event[i] !== 1) continue;
        events += 1;
        weight += rows.weight[i] ?? 0;
        d0 += r;
        addRow(rows, i, r, d1, d2);
      }
      if (events === 0) continue;
      weight /= events;
      const covariance = new Float64Array(p * p);
      const draws = Array.from({ length: events }, (_, l) => {
        const share = ties === 'efron' ? l / events : 0;
        const total = s0 - share * d0;
        const mean = new Float64Array(p);
        for (let j = 0; j < p; j += 1) mean[j] = ((s1[j] ?? 0) - share * (d1[j] ?? 0)) / total;
        for (let j = 0; j < p; j += 1)
          for (let k = 0; k <= j; k += 1) {
            const second = ((s2[j * p + k] ?? 0) - share * (d2[j * p + k] ?? 0)) / total;
            covariance[j * p + k] =
              (covariance[j * p + k] ?? 0) + weight * (second - (mean[j] ?? 0) * (mean[k] ?? 0));
          }
        return { s0: total, mean, share };
      });
      for (let j = 0; j < p; j += 1)
        for (let k = 0; k < j; k += 1) covariance[k * p + j] = covariance[j * p + k] ?? 0;
      visit({ stratum, time, from, to: i, events, weight, draws }, covariance);
    }
  }
};
