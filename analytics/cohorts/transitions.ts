import { clusteredRatio } from '../stats/cluster-bootstrap.ts';

/** One person's state in one window, windows numbered in order. */
export type StateRow = { readonly person: string; readonly at: number; readonly state: string };

/** From one state to the next window's: `n` moves of `persons` persons, their share of the moves from there. */
export type Transition = {
  readonly from: string;
  readonly to: string;
  readonly n: number;
  readonly persons: number;
  readonly share: number;
  /** 95 %, clustered by person; null below two persons. */
  readonly low: number | null;
  readonly high: number | null;
};

/**
 * Moves between windows that follow each other, among the states of a list; a move from or to any other state (not
 * observed) is not a move. Shares are of all moves from a state, intervals drawn over persons.
 */
export const transitions = (
  rows: readonly StateRow[],
  states: readonly string[],
  seed: string,
): Transition[] => {
  const known = new Set(states);
  const ordered = rows.toSorted((a, b) =>
    a.person === b.person ? a.at - b.at : a.person < b.person ? -1 : 1,
  );
  const moves = ordered.flatMap((row, i) => {
    const next = ordered[i + 1];
    if (next === undefined || next.person !== row.person || next.at !== row.at + 1) return [];
    return known.has(row.state) && known.has(next.state)
      ? [{ person: row.person, from: row.state, to: next.state }]
      : [];
  });
  const found: Transition[] = [];
  for (const from of states) {
    const leaving = moves.filter((move) => move.from === from);
    if (leaving.length === 0) continue;
    const persons = [...new Set(leaving.map((move) => move.person))];
    const at = new Map(persons.map((person, i) => [person, i]));
    const cluster = leaving.map((move) => at.get(move.person) ?? 0);
    const ones = leaving.map(() => 1);
    for (const to of states) {
      const arriving = leaving.map((move) => (move.to === to ? 1 : 0));
      const { value, low, high } = clusteredRatio(
        cluster,
        persons.length,
        arriving,
        ones,
        `${seed}/${from}/${to}`,
      );
      found.push({
        from,
        to,
        n: arriving.reduce<number>((sum, one) => sum + one, 0),
        persons: new Set(leaving.filter((move) => move.to === to).map((move) => move.person)).size,
        share: value,
        low,
        high,
      });
    }
  }
  return found;
};
