import { seededRandom } from '../lab/summary.ts';
import { clusterBootstrap } from '../stats/cluster-bootstrap.ts';

/** One person in one week: outcome (null: not observed), and the week its territory's rally began (null: never). */
export type EventStudyRow = {
  readonly person: string;
  readonly week: number;
  readonly outcome: number | null;
  readonly start: number | null;
};

export type EventStudy = {
  /** Mean over treated weeks of own change minus the change of those not yet treated. */
  readonly effect: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly treated: number;
  readonly controls: number;
  /** Change by weeks since the start (negative: before), the week before being 0. */
  readonly byWeek: readonly { readonly since: number; readonly effect: number; readonly persons: number }[];
  /** The same on a start put earlier, with weeks before the true one only: a design that holds finds none. */
  readonly placebo: { readonly effect: number; readonly low: number; readonly high: number } | null;
  /** Share of random reassignments of the starts among persons that give an effect at least as large. */
  readonly permutationP: number | null;
};

type Grid = { outcome: Float64Array; start: Float64Array; persons: number; first: number; weeks: number };

const gridOf = (rows: readonly EventStudyRow[]): Grid => {
  const names = [...new Set(rows.map((row) => row.person))].sort();
  const at = new Map(names.map((name, i) => [name, i]));
  const first = rows.reduce((low, { week }) => Math.min(low, week), Number.POSITIVE_INFINITY);
  const weeks = rows.reduce((high, { week }) => Math.max(high, week), 0) - first + 1;
  const outcome = new Float64Array(names.length * weeks).fill(Number.NaN);
  const start = new Float64Array(names.length).fill(Number.POSITIVE_INFINITY);
  for (const row of rows) {
    const person = at.get(row.person) ?? 0;
    outcome[person * weeks + row.week - first] = row.outcome ?? Number.NaN;
    if (row.start !== null) start[person] = row.start - first;
  }
  return { outcome, start, persons: names.length, first, weeks };
};

/**
 * Mean change against those not yet treated, after Callaway and Sant'Anna (2021): for every start g and week t, outcome at
 * t minus outcome in the week before g (`base`), treated minus not yet treated at t; cells weigh by treated persons.
 */
const effectOf = (
  grid: Grid,
  start: Float64Array,
  times: Uint16Array | null,
  keep: (since: number, week: number, start: number) => boolean,
): number => {
  const { outcome, weeks, persons } = grid;
  const starts = [...new Set(start)].filter((g) => Number.isFinite(g) && g >= 1 && g <= weeks - 1);
  let [top, bottom] = [0, 0];
  for (const g of starts)
    for (let t = 0; t < weeks; t += 1) {
      if (!keep(t - g, t, g)) continue;
      let [treated, nTreated, control, nControl] = [0, 0, 0, 0];
      for (let i = 0; i < persons; i += 1) {
        const weight = times === null ? 1 : (times[i] ?? 0);
        if (weight === 0) continue;
        const change = (outcome[i * weeks + t] ?? Number.NaN) - (outcome[i * weeks + g - 1] ?? Number.NaN);
        if (Number.isNaN(change)) continue;
        if (start[i] === g) [treated, nTreated] = [treated + weight * change, nTreated + weight];
        else if ((start[i] ?? 0) > Math.max(t, g))
          [control, nControl] = [control + weight * change, nControl + weight];
      }
      if (nTreated === 0 || nControl === 0) continue;
      top += nTreated * (treated / nTreated - control / nControl);
      bottom += nTreated;
    }
  return top / bottom;
};

/** Event study over staggered rally starts, persons being the unit of every interval and of the permutation. */
export const eventStudy = (
  rows: readonly EventStudyRow[],
  seed: string,
  options: { readonly placeboWeeks: number; readonly draws?: number },
): EventStudy => {
  const draws = options.draws ?? 500;
  const grid = gridOf(rows);
  const { start, persons } = grid;
  const after = (since: number): boolean => since >= 0;
  const effect = effectOf(grid, start, null, after);
  const interval = clusterBootstrap(
    persons,
    (times) => effectOf(grid, start, times, after),
    `${seed}/effect`,
    draws,
  );
  const earlier = start.map((g) => g - options.placeboWeeks);
  const before = (since: number, week: number, g: number): boolean =>
    since >= 0 && week < g + options.placeboWeeks;
  const placebo = effectOf(grid, earlier, null, before);
  const placeboInterval = clusterBootstrap(
    persons,
    (times) => effectOf(grid, earlier, times, before),
    `${seed}/placebo`,
    draws,
  );
  const byWeek = Array.from({ length: 2 * grid.weeks - 1 }, (_, i) => i - grid.weeks + 1).flatMap((since) => {
    const value = effectOf(grid, start, null, (s) => s === since);
    const seen = start.reduce((n, g) => n + (g + since >= 0 && g + since < grid.weeks ? 1 : 0), 0);
    return Number.isFinite(value) ? [{ since, effect: value, persons: seen }] : [];
  });
  return {
    effect: Number.isFinite(effect) ? effect : null,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    treated: start.reduce((n, g) => n + (Number.isFinite(g) ? 1 : 0), 0),
    controls: start.reduce((n, g) => n + (Number.isFinite(g) ? 0 : 1), 0),
    byWeek,
    placebo:
      placeboInterval === null || !Number.isFinite(placebo)
        ? null
        : { effect: placebo, low: placeboInterval.low, high: placeboInterval.high },
    permutationP: Number.isFinite(effect) ? permutation(grid, effect, `${seed}/permutation`, draws) : null,
  };
};

const permutation = (grid: Grid, effect: number, seed: string, draws: number): number => {
  const random = seededRandom(seed);
  const shuffled = Float64Array.from(grid.start);
  let extreme = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    for (let i = shuffled.length - 1; i > 0; i -= 1) {
      const j = Math.floor(random() * (i + 1));
      [shuffled[i], shuffled[j]] = [shuffled[j] ?? 0, shuffled[i] ?? 0];
    }
    if (Math.abs(effectOf(grid, shuffled, null, (since) => since >= 0)) >= Math.abs(effect) - 1e-12)
      extreme += 1;
  }
  return (extreme + 1) / (draws + 1);
};
