/**
 * Holm's step-down p-values (Holm 1979): the chance of one false finding in the family is held. Same order as given.
 * A null (a test that could not be made) stays null and does not count in the family.
 */
export const holm = (p: readonly (number | null)[]): (number | null)[] =>
  adjust(p, (value, rank, m) => value * (m - rank), 'ascending');

/** Benjamini and Hochberg's p-values (1995): the share of false findings among findings is held. */
export const falseDiscovery = (p: readonly (number | null)[]): (number | null)[] =>
  adjust(p, (value, rank, m) => (value * m) / (rank + 1), 'descending');

const adjust = (
  p: readonly (number | null)[],
  scale: (value: number, rank: number, m: number) => number,
  direction: 'ascending' | 'descending',
): (number | null)[] => {
  const tested = p
    .flatMap((value, at) => (value === null ? [] : [{ value, at }]))
    .sort((a, b) => a.value - b.value || a.at - b.at);
  const adjusted: (number | null)[] = p.map(() => null);
  const m = tested.length;
  let held = direction === 'ascending' ? 0 : 1;
  for (let i = 0; i < m; i += 1) {
    const rank = direction === 'ascending' ? i : m - 1 - i;
    const test = tested[rank];
    if (test === undefined) continue;
    const scaled = Math.min(1, scale(test.value, rank, m));
    held = direction === 'ascending' ? Math.max(held, scaled) : Math.min(held, scaled);
    adjusted[test.at] = held;
  }
  return adjusted;
};
