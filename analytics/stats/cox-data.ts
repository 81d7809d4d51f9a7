import { JokaError } from '../../game/errors.ts';
import type { TimeColumns } from './risk-table.ts';

/**
 * Rows of a Cox model: times as in `TimeColumns`, one column of numbers per covariate, and optionally a stratum and a
 * cluster (the person) per row as small integers.
 */
export type CoxRows = TimeColumns & {
  readonly covariates: Readonly<Record<string, ArrayLike<number>>>;
  readonly stratum?: ArrayLike<number>;
  readonly cluster?: ArrayLike<number>;
};

/** The same rows sorted for one backward pass per stratum: by stratum, then end descending. */
export type SortedRows = {
  readonly n: number;
  readonly p: number;
  readonly names: readonly string[];
  /** Row-major n × p, centred on the weighted mean. */
  readonly x: Float64Array;
  readonly means: Float64Array;
  readonly stop: Float64Array;
  readonly start: Float64Array | null;
  readonly event: Uint8Array;
  readonly weight: Float64Array;
  /** First row of each stratum, and n at the end. */
  readonly bounds: readonly number[];
  /** Rows by start descending within each stratum; null without delayed entry. */
  readonly byStart: Uint32Array | null;
  /** Row given by the caller at each position. */
  readonly source: Uint32Array;
};

/** @throws JokaError LAB_MODEL_INVALID naming the covariate and row of a value that is no number */
export const sortRows = (rows: CoxRows): SortedRows => {
  const n = rows.stop.length;
  const names = Object.keys(rows.covariates);
  const p = names.length;
  const stratum = (row: number): number => rows.stratum?.[row] ?? 0;
  const source = Uint32Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => stratum(a) - stratum(b) || (rows.stop[b] ?? 0) - (rows.stop[a] ?? 0) || a - b,
  );
  const weight = Float64Array.from(source, (row) => rows.weight?.[row] ?? 1);
  const total = weight.reduce((sum, w) => sum + w, 0);
  const x = new Float64Array(n * p);
  const means = new Float64Array(p);
  for (const [j, name] of names.entries()) {
    const column = rows.covariates[name] ?? [];
    let sum = 0;
    for (let i = 0; i < n; i += 1) {
      const value = column[source[i] ?? 0] ?? Number.NaN;
      if (!Number.isFinite(value))
        throw new JokaError('LAB_MODEL_INVALID', { field: name, row: (source[i] ?? 0) + 1 });
      x[i * p + j] = value;
      sum += value * (weight[i] ?? 0);
    }
    const mean = total === 0 ? 0 : sum / total;
    means[j] = mean;
    for (let i = 0; i < n; i += 1) x[i * p + j] = (x[i * p + j] ?? 0) - mean;
  }
  const bounds = [0];
  for (let i = 1; i < n; i += 1) if (stratum(source[i] ?? 0) !== stratum(source[i - 1] ?? 0)) bounds.push(i);
  bounds.push(n);
  const start = rows.start === undefined ? null : Float64Array.from(source, (row) => rows.start?.[row] ?? 0);
  const byStart =
    start === null
      ? null
      : Uint32Array.from({ length: n }, (_, i) => i).sort(
          (a, b) =>
            stratum(source[a] ?? 0) - stratum(source[b] ?? 0) || (start[b] ?? 0) - (start[a] ?? 0) || a - b,
        );
  return {
    n,
    p,
    names,
    x,
    means,
    stop: Float64Array.from(source, (row) => rows.stop[row] ?? 0),
    start,
    event: Uint8Array.from(source, (row) => (rows.event[row] === 1 ? 1 : 0)),
    weight,
    bounds,
    byStart,
    source,
  };
};
