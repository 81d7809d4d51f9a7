import { cloudOf } from './fog.ts';
import type { Dwell } from './fog.ts';
import type { Cell } from './ids.ts';
import { ACCURACIES } from './scenario.ts';
import type { Accuracy } from './scenario.ts';

/** Milliseconds UTC, both ends included. */
export type Span = { readonly from: number; readonly until: number };

/**
 * Seconds that dwells were in some clouds during a span. Dwells that overlap count once; those worse than `worst` and
 * those at home do not count.
 */
export const secondsIn = (
  dwells: readonly Dwell[],
  cells: readonly Cell[],
  { from, until }: Span,
  worst: Accuracy,
): number => {
  const inside = dwells
    .filter(({ cell, home }) => cell !== null && !home && cells.includes(cloudOf(cell)))
    .filter(({ accuracy }) => ACCURACIES.indexOf(accuracy) <= ACCURACIES.indexOf(worst))
    .map(({ firstAt, lastAt }) => [Math.max(firstAt, from), Math.min(lastAt, until)] as const)
    .filter(([first, last]) => last > first)
    .toSorted(([a], [b]) => a - b);
  let milliseconds = 0;
  let reached = -Infinity;
  for (const [first, last] of inside) {
    milliseconds += Math.max(0, last - Math.max(first, reached));
    reached = Math.max(reached, last);
  }
  return Math.floor(milliseconds / 1000);
};
