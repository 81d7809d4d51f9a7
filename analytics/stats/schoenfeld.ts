import type { SortedRows } from './cox-data.ts';
import { eachEventTime, type Ties } from './cox-pass.ts';
import { chiSquareTail } from './distributions.ts';
import { invertSymmetric, quadratic, times as multiply } from './symmetric.ts';

/** Score test that a coefficient does not change with the rank of time. `global` null when it cannot be computed. */
export type ProportionalityTest = {
  readonly terms: readonly { readonly name: string; readonly chiSquare: number; readonly p: number }[];
  readonly global: { readonly chiSquare: number; readonly df: number; readonly p: number } | null;
};

type Jump = { time: number; residual: Float64Array; covariance: Float64Array; events: number };

/** Mean rank of each jump's time among the ends of all rows, censored ones too: tied ends share theirs. */
const ranks = (jumps: readonly Jump[], ends: Float64Array): number[] => {
  const sorted = ends.toSorted();
  const rank = new Map<number, number>();
  for (let i = 0; i < sorted.length;) {
    const first = i;
    while (i < sorted.length && sorted[i] === sorted[first]) i += 1;
    rank.set(sorted[first] ?? 0, (first + 1 + i) / 2);
  }
  return jumps.map(({ time }) => rank.get(time) ?? 0);
};

/**
 * Proportionality after Grambsch and Therneau (1994), as the exact score test of g(t) × covariate that R's `cox.zph`
 * (survival ≥ 3) computes with `transform = "rank"`.
 */
export const proportionality = (
  rows: SortedRows,
  risk: Float64Array,
  ties: Ties,
  variance: Float64Array,
): ProportionalityTest => {
  const { p, x, names } = rows;
  const jumps: Jump[] = [];
  eachEventTime(rows, risk, ties, ({ time, from, to, events, weight, draws }, covariance) => {
    const residual = new Float64Array(p);
    for (let j = 0; j < p; j += 1) {
      let sum = 0;
      for (let i = from; i < to; i += 1)
        if (rows.event[i] === 1) sum += (rows.weight[i] ?? 0) * (x[i * p + j] ?? 0);
      for (const draw of draws) sum -= weight * (draw.mean[j] ?? 0);
      residual[j] = sum;
    }
    jumps.push({ time, residual, covariance, events });
  });
  const g = ranks(jumps, rows.stop);
  let [total, weighted] = [0, 0];
  for (const [k, { events }] of jumps.entries()) {
    total += events;
    weighted += events * (g[k] ?? 0);
  }
  const centre = weighted / total;
  const u = new Float64Array(p);
  const cross = new Float64Array(p * p);
  const square = new Float64Array(p * p);
  for (const [k, { residual, covariance }] of jumps.entries()) {
    const off = (g[k] ?? 0) - centre;
    for (let j = 0; j < p; j += 1) u[j] = (u[j] ?? 0) + off * (residual[j] ?? 0);
    for (let j = 0; j < p * p; j += 1) {
      cross[j] = (cross[j] ?? 0) + off * (covariance[j] ?? 0);
      square[j] = (square[j] ?? 0) + off * off * (covariance[j] ?? 0);
    }
  }
  // What remains of the variance of u once the coefficients themselves are estimated.
  const rest = new Float64Array(p * p);
  for (let j = 0; j < p; j += 1) {
    const column = multiply(variance, cross.subarray(j * p, (j + 1) * p), p);
    for (let k = 0; k < p; k += 1) {
      let sum = 0;
      for (let l = 0; l < p; l += 1) sum += (cross[k * p + l] ?? 0) * (column[l] ?? 0);
      rest[k * p + j] = (square[k * p + j] ?? 0) - sum;
    }
  }
  const terms = names.map((name, j) => {
    const left = rest[j * p + j] ?? 0;
    const chiSquare = left > 0 ? (u[j] ?? 0) ** 2 / left : 0;
    return { name, chiSquare, p: chiSquareTail(chiSquare, 1) };
  });
  const inverse = invertSymmetric(rest, p);
  if (typeof inverse === 'number') return { terms, global: null };
  const chiSquare = quadratic(inverse, u, p);
  return { terms, global: { chiSquare, df: p, p: chiSquareTail(chiSquare, p) } };
};
