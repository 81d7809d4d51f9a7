import { cellToLatLng, cellToParent, getResolution, greatCircleDistance, isValidCell } from 'h3-js';
import type { Cell } from './ids.ts';
import { ACCURACIES } from './scenario.ts';
import type { Accuracy, FogScenario } from './scenario.ts';

/** Resolution of the cells a phone sends, about 50 m wide. */
export const DWELL_RESOLUTION = 11;
/** Resolution of the clouds: the fog's unit everywhere. */
export const FOG_RESOLUTION = 10;
/** Resolution of the tiles in which pins under clouds are counted. */
export const TILE_RESOLUTION = 8;

/** A stay of the phone in one cell. Instants in milliseconds UTC; `cell` is null exactly in the home zone. */
export type Dwell = {
  readonly cell: Cell | null;
  readonly home: boolean;
  readonly firstAt: number;
  readonly lastAt: number;
  /** Positions behind it. */
  readonly n: number;
  readonly accuracy: Accuracy;
};

/** Why a dwell clears nothing. `unverified`: too far from the one before to be believed. Never a sanction. */
export const FOG_REFUSALS = ['home', 'poor_accuracy', 'too_fast', 'unverified'] as const;
export type FogRefusal = (typeof FOG_REFUSALS)[number];

/** What one batch does to the fog: cells of resolution 10, each once in order of time, and since when. */
export type Judged = {
  readonly cleared: readonly Cell[];
  /** When each of `cleared` was reached, milliseconds UTC. */
  readonly clearedAt: ReadonlyMap<Cell, number>;
  /** Dwells that cleared nothing, by `FogRefusal`. */
  readonly refused: Readonly<Record<string, number>>;
};

/** Whether a text is an H3 cell of the resolution. */
export const isCellOf = (text: string, resolution: number): text is Cell =>
  /^8[0-9a-f]{14}$/.test(text) && isValidCell(text) && getResolution(text) === resolution;

/** The cloud above a dwell's cell. */
export const cloudOf = (cell: Cell): Cell => cellToParent(cell, FOG_RESOLUTION) as Cell;

const byTime = (a: Dwell, b: Dwell): number =>
  a.firstAt - b.firstAt ||
  a.lastAt - b.lastAt ||
  (a.cell ?? '').localeCompare(b.cell ?? '') ||
  ACCURACIES.indexOf(a.accuracy) - ACCURACIES.indexOf(b.accuracy);

const same = (a: Dwell, b: Dwell): boolean =>
  a.firstAt === b.firstAt && a.lastAt === b.lastAt && a.cell === b.cell;

/** Kilometres per hour that leaving `from` and being in `to` takes, a cell's width granted at each end. */
const speedBetween = (from: Dwell & { cell: Cell }, to: Dwell & { cell: Cell }): number => {
  const km = greatCircleDistance(cellToLatLng(from.cell), cellToLatLng(to.cell), 'km') - 0.1;
  const hours = Math.max(to.firstAt - from.lastAt, 0) / 3_600_000;
  return km <= 0 ? 0 : hours === 0 ? Infinity : km / hours;
};

const gate = (dwell: Dwell & { cell: Cell }, gates: FogScenario): FogRefusal | null => {
  if (ACCURACIES.indexOf(dwell.accuracy) > ACCURACIES.indexOf(gates.worstAccuracy)) return 'poor_accuracy';
  return dwell.lastAt - dwell.firstAt < gates.minSeconds * 1000 ? 'too_fast' : null;
};

/**
 * Judges one batch: the phone does it as it walks, the server again when the batch is settled, with the same answer.
 *
 * Rows may come in any order and twice. Each is gated by its own accuracy and duration, then by the speed from the
 * last accepted one of the same batch; nothing outside the batch counts, so batches may come in any order too.
 */
export const judgeBatch = (dwells: readonly Dwell[], gates: FogScenario): Judged => {
  const clearedAt = new Map<Cell, number>();
  const refused: Record<string, number> = {};
  let last: (Dwell & { cell: Cell }) | null = null;
  let previous: Dwell | null = null;
  for (const dwell of dwells.toSorted(byTime)) {
    if (previous !== null && same(previous, dwell)) continue;
    previous = dwell;
    const { cell } = dwell;
    let reason: FogRefusal | null = 'home';
    if (cell !== null && !dwell.home) {
      const placed = { ...dwell, cell };
      reason = gate(placed, gates);
      if (reason === null && last !== null && speedBetween(last, placed) > gates.jumpKmh)
        reason = 'unverified';
      if (reason === null) {
        last = placed;
        const cloud = cloudOf(cell);
        if (!clearedAt.has(cloud)) clearedAt.set(cloud, dwell.firstAt);
      }
    }
    if (reason !== null) refused[reason] = (refused[reason] ?? 0) + 1;
  }
  return { cleared: [...clearedAt.keys()], clearedAt, refused };
};

/** The fog after any set of batches: a union, so order and repetition do not matter. */
export const clearedBy = (batches: Iterable<readonly Dwell[]>, gates: FogScenario): Set<Cell> => {
  const cells = new Set<Cell>();
  for (const dwells of batches) for (const cell of judgeBatch(dwells, gates).cleared) cells.add(cell);
  return cells;
};
