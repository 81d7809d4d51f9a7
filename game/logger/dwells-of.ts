import { cellToParent, latLngToCell } from 'h3-js';
import { DWELL_RESOLUTION, type Dwell } from '../fog.ts';
import type { Cell } from '../ids.ts';
import type { Accuracy } from '../scenario.ts';
import type { LoggerPoint } from './point.ts';

/** Two positions in one cell further apart than this are two dwells: nobody knows what was between. */
export const BRIDGE_MS = 15 * 60_000;
/** Resolution of the cells of a home zone. */
const ZONE_RESOLUTION = 8;

/** Classes of the game: a file without accuracies is taken as a receiver of a phone. */
const classOf = (metres: number | null): Accuracy =>
  metres === null || metres <= 30 ? 'fine' : metres <= 75 ? 'fair' : 'poor';
const worse = (a: Accuracy, b: Accuracy): Accuracy =>
  a === 'poor' || b === 'poor' ? 'poor' : a === 'fair' || b === 'fair' ? 'fair' : 'fine';

/**
 * Dwells of a logger, as a phone makes them: cells of resolution 11, and inside the home zone `home` without a cell.
 * In order of time; runs where the positions are.
 */
export const dwellsOfPoints = (points: readonly LoggerPoint[], homeZone: ReadonlySet<string>): Dwell[] => {
  const dwells: Dwell[] = [];
  for (const { at, lat, lng, accuracyM } of points.toSorted((a, b) => a.at - b.at)) {
    const exact = latLngToCell(lat, lng, DWELL_RESOLUTION) as Cell;
    const home = homeZone.has(cellToParent(exact, ZONE_RESOLUTION));
    const cell = home ? null : exact;
    const accuracy = classOf(accuracyM);
    const last = dwells.at(-1);
    if (last !== undefined && last.cell === cell && last.home === home && at - last.lastAt <= BRIDGE_MS)
      dwells[dwells.length - 1] = {
        ...last,
        lastAt: at,
        n: Math.min(100_000, last.n + 1),
        accuracy: worse(last.accuracy, accuracy),
      };
    else dwells.push({ cell, home, firstAt: at, lastAt: at, n: 1, accuracy });
  }
  return dwells;
};
