import { missingOf } from './missing.ts';
import { roundTo, type DisclosureRules } from './rules.ts';

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
  /** The total is exactly the sum of the rows, so that a masked row could be sought by subtraction. */
  readonly additive?: boolean;
};

/**
 * A figure as published. Masked: everything null but `missing`, about how many more participants would unmask it,
 * worked out from what the same release shows and from nothing else (`missing.ts`).
 */
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

type Row = { readonly name: string; readonly key: string; persons: number };

/** Rows of a break-down but its total, each once, smallest first. */
const rowsOf = (figures: readonly Figure[]): Row[] => {
  const rows = new Map<string, Row>();
  for (const figure of figures.filter(({ total }) => !total)) {
    const row = rows.get(unit(figure)) ?? { name: unit(figure), key: figure.key, persons: Infinity };
    row.persons = Math.min(row.persons, figure.persons);
    rows.set(row.name, row);
  }
  return [...rows.values()].sort((a, b) => a.persons - b.persons || (a.key < b.key ? -1 : 1));
};

/** A masked count must be able to lie anywhere in a range of this width at least: it may not be known within one. */
const LEAST_WIDTH = 3;

/** Whether shown counts, each somewhere in its rounding, leave the masked rest of a sum too narrow a range. */
const subtractionTells = (
  figures: readonly Figure[],
  masked: ReadonlySet<string>,
  rules: DisclosureRules,
): boolean => {
  const half = Math.floor(rules.roundTo / 2);
  const sums = new Set(
    figures.filter((figure) => figure.additive).map(({ table, measure }) => `${table} ${measure}`),
  );
  return [...sums].some((sum) => {
    const of = figures.filter((figure) => figure.additive && `${figure.table} ${figure.measure}` === sum);
    const total = of.find((figure) => figure.total);
    const shown = of.filter((figure) => !figure.total && !masked.has(unit(figure)));
    const hidden = of.some((figure) => !figure.total && masked.has(unit(figure)));
    if (total === undefined || masked.has(unit(total)) || !hidden) return false;
    const most = roundTo(total.value, rules.roundTo) + half;
    // A shown row has the threshold at least, which the attacker knows too.
    const least = shown.reduce(
      (sum, { value }) => sum + Math.max(rules.minPersons, roundTo(value, rules.roundTo) - half),
      0,
    );
    return most - least < LEAST_WIDTH;
  });
};

/**
 * Masks more where a masked row could be found from the shown ones: beside a single masked row, and where the total
 * leaves too little room. The next smallest row each time; when none is left, the total.
 */
const protect = (all: readonly Figure[], masked: Set<string>, rules: DisclosureRules): void => {
  for (const link of new Set(all.map((figure) => figure.link))) {
    const figures = all.filter((figure) => figure.link === link);
    const rows = rowsOf(figures);
    const totals = figures.filter((figure) => figure.total).map(unit);
    for (;;) {
      const alone = rows.filter((row) => masked.has(row.name)).length === 1;
      const totalShown = totals.some((name) => !masked.has(name));
      if (!totalShown || !(alone || subtractionTells(figures, masked, rules))) break;
      const next = rows.find((row) => !masked.has(row.name));
      if (next === undefined) for (const name of totals) masked.add(name);
      else masked.add(next.name);
    }
  }
};

type Shown = Omit<PublishedFigure, 'missing'>;

const show = (figure: Figure, masked: boolean, rules: DisclosureRules): Shown => {
  const { table, key, measure, kind, value, low, high, persons } = figure;
  if (masked) return { table, key, measure, value: null, n: null, low: null, high: null, masked };
  const tenths = (x: number | undefined): number | null => (x === undefined ? null : Math.round(x * 10) / 10);
  return {
    table,
    key,
    measure,
    value: kind === 'count' ? roundTo(value, rules.roundTo) : tenths(value),
    n: roundTo(persons, rules.roundTo),
    low: tenths(low),
    high: tenths(high),
    masked,
  };
};

/**
 * Applies every rule to a whole release at once, since tables of one release protect or betray each other. Pure and
 * independent of the order of the figures.
 */
export const suppress = (figures: readonly Figure[], rules: DisclosureRules): PublishedFigure[] => {
  const masked = new Set(figures.filter((figure) => tellsTooMuch(figure, rules)).map(unit));
  protect(figures, masked, rules);
  const shown = figures.map((figure) => show(figure, masked.has(unit(figure)), rules));
  const release = figures.map(({ link, total, additive = false }, i) => ({
    place: { link, total, additive },
    figure: shown[i] as Shown,
  }));
  const missing = new Map(
    [...new Set(figures.map(({ link }) => link))].map((link) => [link, missingOf(release, link, rules)]),
  );
  return release.map(({ place, figure }) => ({
    ...figure,
    missing: figure.masked ? (missing.get(place.link) ?? rules.minPersons) : null,
  }));
};
