import type { DisclosureRules } from './rules.ts';
import type { PublishedFigure } from './suppress.ts';

/** What is known in public of a figure beside its values: which break-down it belongs to, and whether rows add up. */
export type PublicPlace = { readonly link: string; readonly total: boolean; readonly additive: boolean };
export type Placed = { readonly place: PublicPlace; readonly figure: Omit<PublishedFigure, 'missing'> };

/** 1, 2, 5, 10, 20, 50, ...: the smallest that is enough. */
const coarse = (n: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, n)));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= n) ?? 10 * power;
};

/** Persons in all, as published: the largest total of persons that is shown. */
const participants = (release: readonly Placed[]): number | null => {
  const shown = release.filter(
    ({ place, figure }) => place.total && place.additive && !figure.masked && figure.n !== null,
  );
  return shown.length === 0 ? null : Math.max(...shown.map(({ figure }) => figure.n ?? 0));
};

/** Mean number of persons in the masked rows of a break-down that adds up, as anyone can work it out; null without one. */
const meanMasked = (release: readonly Placed[], link: string): number | null => {
  const of = release.filter(({ place }) => place.link === link && place.additive);
  const sums = [...new Set(of.map(({ figure }) => `${figure.table} ${figure.measure}`))].toSorted();
  for (const sum of sums) {
    const rows = of.filter(({ figure }) => `${figure.table} ${figure.measure}` === sum);
    const total = rows.find(({ place }) => place.total)?.figure.n ?? null;
    const parts = rows.filter(({ place }) => !place.total);
    const masked = parts.filter(({ figure }) => figure.masked).length;
    if (total === null || masked === 0) continue;
    const shown = parts.reduce((all, { figure }) => all + (figure.n ?? 0), 0);
    if (total > shown) return (total - shown) / masked;
  }
  return null;
};

/**
 * About how many more participants a territory needs until a masked figure can be shown, if they come as those who are
 * there did. Reads nothing but what the release shows, so that whoever has the release can compute it too: it tells
 * nothing of what is masked, and is the same for every masked row of a break-down.
 *
 *   the total of participants is masked      the threshold itself
 *   rows of the break-down add up            until the mean of its masked rows reaches the threshold
 *   otherwise                                as many again as there are: a masked row has half the threshold, not knowing better
 *
 * Rounded up to 1, 2 or 5 times a power of ten.
 */
export const missingOf = (release: readonly Placed[], link: string, rules: DisclosureRules): number => {
  const all = participants(release);
  if (all === null) return rules.minPersons;
  const mean = meanMasked(release, link) ?? rules.minPersons / 2;
  // A mean above the threshold is a row that only protects another: a few more may be enough.
  const factor = Math.max(rules.roundTo / all, rules.minPersons / mean - 1);
  return coarse(all * factor);
};
