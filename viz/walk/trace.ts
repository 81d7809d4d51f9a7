import { cellToParent, latLngToCell } from 'h3-js';
import type { Dwell } from '../../game/fog.ts';
import { DWELL_RESOLUTION, judgeBatch } from '../../game/fog.ts';
import type { Cell } from '../../game/ids.ts';
import type { FogScenario } from '../../game/scenario.ts';
import { ACCURACIES, accuracyClass } from '../../game/scenario.ts';
import type { Fix } from './walker.ts';

/** Resolution of the home zone's cells. */
export const HOME_RESOLUTION = 8;
/** A silence longer than this is a hole: nothing is guessed across it. */
const HOLE_MS = 60_000;

/** What the phone has gathered and not sent: dwells that ended, and the one that goes on. */
export type Trace = { readonly ended: readonly Dwell[]; readonly open: Dwell | null };

export const emptyTrace: Trace = { ended: [], open: null };

const dwellOf = (fix: Fix, home: ReadonlySet<string>): Dwell => {
  const cell = latLngToCell(fix.place[1], fix.place[0], DWELL_RESOLUTION) as Cell;
  const atHome = home.has(cellToParent(cell, HOME_RESOLUTION));
  return {
    cell: atHome ? null : cell,
    home: atHome,
    firstAt: fix.at,
    lastAt: fix.at,
    n: 1,
    accuracy: accuracyClass(fix.accuracyM),
  };
};

/**
 * Turns a position into a dwell here on the phone; the position itself is forgotten. Inside the home zone
 * (cells of resolution 8) the dwell has no cell. A fix older than the last one is left out.
 */
export const addFix = (trace: Trace, fix: Fix, home: ReadonlySet<string>): Trace => {
  const next = dwellOf(fix, home);
  const { open } = trace;
  if (open === null) return { ...trace, open: next };
  if (fix.at < open.lastAt) return trace;
  if (next.cell !== open.cell || next.home !== open.home || fix.at - open.lastAt > HOLE_MS) {
    return { ended: [...trace.ended, open], open: next };
  }
  const worse = Math.max(ACCURACIES.indexOf(open.accuracy), ACCURACIES.indexOf(next.accuracy));
  const accuracy = ACCURACIES[worse] ?? 'poor';
  return { ...trace, open: { ...open, lastAt: fix.at, n: open.n + 1, accuracy } };
};

/** Ends the dwell that goes on: when the walk stops or the page is hidden. */
export const endTrace = ({ ended, open }: Trace): Trace => ({
  ended: open === null ? ended : [...ended, open],
  open: null,
});

/** The clouds that this trace clears, by the very rule the server applies to the batch it will become. */
export const clearedByTrace = ({ ended, open }: Trace, gates: FogScenario): readonly Cell[] =>
  judgeBatch(open === null ? ended : [...ended, open], gates).cleared;
