import { JokaError } from '../../game/errors.ts';
import { chiSquareTail } from './distributions.ts';
import { riskTable, type RiskTable, type TimeColumns } from './risk-table.ts';
import { invertSymmetric, quadratic } from './symmetric.ts';

/** Which times weigh more. `fleming-harrington` takes (rho, gamma): S(t−)^rho (1 − S(t−))^gamma. */
export type LogRankWeight =
  'log-rank' | 'gehan' | 'tarone-ware' | 'peto' | { readonly rho: number; readonly gamma: number };

export type LogRankTest = {
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
  /** Per group: rows, observed events and those expected if all groups had one curve (unweighted). */
  readonly groups: readonly { readonly n: number; readonly observed: number; readonly expected: number }[];
};

const weigh = (kind: LogRankWeight, n: number, before: number, petoBefore: number): number => {
  if (kind === 'log-rank') return 1;
  if (kind === 'gehan') return n;
  if (kind === 'tarone-ware') return Math.sqrt(n);
  if (kind === 'peto') return petoBefore;
  return before ** kind.rho * (1 - before) ** kind.gamma;
};

/** A group's rows at risk just before `t`: those of its first end at or after `t` that have entered. */
const reader = (table: RiskTable): ((t: number) => { n: number; d: number; c: number }) => {
  let at = 0;
  return (t) => {
    while (at < table.time.length && (table.time[at] ?? 0) < t) at += 1;
    const here = table.time[at] === t;
    return {
      n: table.atRisk[at] ?? 0,
      d: here ? (table.events[at] ?? 0) : 0,
      c: here ? (table.censored[at] ?? 0) : 0,
    };
  };
};

/**
 * Tests that all groups have one curve: log-rank (Mantel 1966), Gehan–Wilcoxon (1965), Tarone–Ware (1977), Peto–Peto
 * (1972, S̃(t) = ∏ (1 − d/(n+1))), Fleming–Harrington. Groups are 0 … k−1. Delayed entry is not taken here: compare
 * such groups by Cox.
 * @throws JokaError LAB_MODEL_SINGULAR when a group has no row at risk at any event
 */
export const logRank = (
  rows: TimeColumns,
  group: ArrayLike<number>,
  groups: number,
  kind: LogRankWeight = 'log-rank',
): LogRankTest => {
  const all = riskTable(rows);
  const readers = Array.from({ length: groups }, (_, g) => reader(riskTable(rows, (i) => group[i] === g)));
  const observed = new Float64Array(groups);
  const expected = new Float64Array(groups);
  const size = new Float64Array(groups);
  const df = groups - 1;
  const u = new Float64Array(df);
  const v = new Float64Array(df * df);
  let survival = 1;
  let peto = 1;
  for (let k = 0; k < all.time.length; k += 1) {
    const [n, d] = [all.atRisk[k] ?? 0, all.events[k] ?? 0];
    const at = readers.map((read) => read(all.time[k] ?? 0));
    for (const [g, { d: own, c }] of at.entries()) size[g] = (size[g] ?? 0) + own + c;
    if (d === 0) continue;
    const w = weigh(kind, n, survival, (peto *= 1 - d / (n + 1)));
    survival *= 1 - d / n;
    const spread = n > 1 ? (d * (n - d)) / (n - 1) : 0;
    for (const [g, { n: own, d: ownEvents }] of at.entries()) {
      observed[g] = (observed[g] ?? 0) + ownEvents;
      expected[g] = (expected[g] ?? 0) + (d * own) / n;
      if (g === df) continue;
      u[g] = (u[g] ?? 0) + w * (ownEvents - (d * own) / n);
      for (let h = 0; h < df; h += 1) {
        const other = at[h]?.n ?? 0;
        const share = (own / n) * ((g === h ? 1 : 0) - other / n);
        v[g * df + h] = (v[g * df + h] ?? 0) + w * w * spread * share;
      }
    }
  }
  const inverse = invertSymmetric(v, df);
  if (typeof inverse === 'number') throw new JokaError('LAB_MODEL_SINGULAR', { field: `group ${inverse}` });
  const chiSquare = quadratic(inverse, u, df);
  return {
    chiSquare,
    df,
    p: chiSquareTail(chiSquare, df),
    groups: Array.from({ length: groups }, (_, g) => ({
      n: size[g] ?? 0,
      observed: observed[g] ?? 0,
      expected: expected[g] ?? 0,
    })),
  };
};
