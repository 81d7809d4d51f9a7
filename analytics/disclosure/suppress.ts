import { missingPersons, roundTo, type DisclosureRules } from './rules.ts';

/** A figure before suppression. */
export type Figure = {
  readonly table: string;
  readonly key: string;
  readonly measure: string;
  /** `count` is rounded; a `mean` keeps one decimal and its interval. */
  readonly kind: 'count' | 'mean';
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  /** Persons behind it. */
  readonly persons: number;
  /** Largest share of one person in it, 0 to 1; for counts of persons leave it out. */
  readonly topPerson?: number;
  /** Firms behind it and the largest share of one, when it says something about firms. */
  readonly firms?: { readonly n: number; readonly top: number };
  /**
   * Figures of one `link` share a break-down: their rows are masked together, in whatever table they stand, because
   * one could be found from the other. `total` is the row that the others add up to.
   */
  readonly link: string;
  readonly total: boolean;
};

/** A figure as published. Masked: everything null but `missing`, which is null when masked to protect another row. */
export type PublishedFigure = {
  readonly table: string;
  readonly key: string;
  readonly measure: string;
  readonly value: number | null;
  readonly n: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly masked: boolean;
  readonly missing: number | null;
};

const unit = (figure: Figure): string => JSON.stringify([figure.link, figure.key]);

/** Whether a figure alone says too much: few persons, few firms, or one of them nearly all of it. */
export const tellsTooMuch = (figure: Figure, rules: DisclosureRules): boolean =>
  figure.persons < rules.minPersons ||
  (figure.topPerson ?? 0) > rules.maxShare ||
  (figure.firms !== undefined && (figure.firms.n < rules.minFirms || figure.firms.top > rules.maxShare));

/** Where exactly one row of a break-down with a shown total is masked, the next smallest is masked too. */
const protect = (figures: readonly Figure[], masked: Set<string>): void => {
  for (const link of new Set(figures.map((figure) => figure.link))) {
    const rows = new Map<string, { name: string; persons: number; key: string }>();
    for (const figure of figures)
      if (figure.link === link && !figure.total) {
        const name = unit(figure);
        const persons = Math.min(figure.persons, rows.get(name)?.persons ?? Infinity);
        rows.set(name, { name, persons, key: figure.key });
      }
    const totals = figures.filter((figure) => figure.link === link && figure.total);
    const totalShown = totals.some((figure) => !masked.has(unit(figure)));
    const all = [...rows.values()];
    if (!totalShown || all.filter((row) => masked.has(row.name)).length !== 1) continue;
    const [next] = all
      .filter((row) => !masked.has(row.name))
      .sort((a, b) => a.persons - b.persons || (a.key < b.key ? -1 : 1));
    if (next !== undefined) masked.add(next.name);
    // Nothing beside the masked row: only the total is left to hide it behind.
    else for (const figure of totals) masked.add(unit(figure));
  }
};

/**
 * Applies every rule to a whole release at once, since tables of one release protect or betray each other. Pure and
 * independent of the order of the figures.
 */
export const suppress = (figures: readonly Figure[], rules: DisclosureRules): PublishedFigure[] => {
  const primary = new Set(figures.filter((figure) => tellsTooMuch(figure, rules)).map(unit));
  const masked = new Set(primary);
  protect(figures, masked);
  return figures.map((figure) => {
    const { table, key, measure, kind, value, low, high, persons } = figure;
    if (masked.has(unit(figure))) {
      const few = persons < rules.minPersons;
      return {
        table,
        key,
        measure,
        value: null,
        n: null,
        low: null,
        high: null,
        masked: true,
        missing: few ? missingPersons(persons, rules) : null,
      };
    }
    const shown = (x: number): number =>
      kind === 'count' ? roundTo(x, rules.roundTo) : Math.round(x * 10) / 10;
    return {
      table,
      key,
      measure,
      value: shown(value),
      n: roundTo(persons, rules.roundTo),
      low: low === undefined ? null : Math.round(low * 10) / 10,
      high: high === undefined ? null : Math.round(high * 10) / 10,
      masked: false,
      missing: null,
    };
  });
};
