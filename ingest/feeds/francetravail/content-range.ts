/** `offres 0-149/608`, as Offres d'emploi v2 answers: `from` and `to` inclusive. */
export type ContentRange = { readonly from: number; readonly to: number; readonly total: number };

/** Null for a missing or unreadable header. `*` over 0 and a bare total give an empty range. */
export const parseContentRange = (header: string | null): ContentRange | null => {
  const found = /^\s*\w*\s*(?:(\d+)-(\d+)|\*)\/(\d+)\s*$/.exec(header ?? '');
  if (!found) return null;
  const total = Number(found[3]);
  if (found[1] === undefined) return total === 0 ? { from: 0, to: -1, total } : null;
  const range = { from: Number(found[1]), to: Number(found[2]), total };
  return range.from <= range.to && range.to < total ? range : null;
};

export const rowsOfRange = (range: ContentRange): number => range.to - range.from + 1;

/** True when the ranges of one window cover 0 to total without a gap and agree on the total. */
export const coversAll = (ranges: readonly (ContentRange | null)[]): boolean => {
  let next = 0;
  const known = ranges.filter((range) => range !== null).toSorted((a, b) => a.from - b.from);
  const [first] = known;
  if (!first || known.length !== ranges.length) return false;
  for (const range of known) {
    if (range.total !== first.total || range.from > next) return false;
    next = Math.max(next, range.to + 1);
  }
  return next === first.total;
};
