import { coverage } from './coverage.ts';
import { entropy } from './entropy.ts';
import type { Metric } from './metric.ts';
import { newCells } from './new-cells.ts';
import { radiusOfGyration } from './radius-of-gyration.ts';
import { radiusOutsideHome } from './radius-outside-home.ts';
import { timeObserved } from './time-observed.ts';
import { visitedCells } from './visited-cells.ts';

/**
 * Every measure, in the order of its columns: what the game's panel, `joka lab measures` and the catalogue read. A new one
 * is added here and nowhere else. `compute.ts` computes any subset at any grain.
 */
export const METRICS: readonly Metric[] = [
  timeObserved,
  coverage,
  visitedCells,
  newCells,
  entropy,
  radiusOfGyration,
  radiusOutsideHome,
];

/** Those of the game's person-week panel. */
export const PANEL_METRICS: readonly string[] = [
  timeObserved,
  coverage,
  visitedCells,
  newCells,
  entropy,
  radiusOfGyration,
  radiusOutsideHome,
].map(({ name }) => name);

/** Known whatever was seen, so 0 and never null when nothing was. */
export const ALWAYS_KNOWN: ReadonlySet<string> = new Set([timeObserved.name, coverage.name]);
