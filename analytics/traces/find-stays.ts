import { EARTH_KM, UNIT, type CellIndex } from './geometry.ts';
import type { TraceParameters } from './parameters.ts';

/**
 * Dwells in order of (person and mode of observation, start, end): one group after the other. Instants in
 * milliseconds, `cell` a position in the index or −1 at home.
 */
export type DwellColumns = {
  readonly group: Int32Array;
  readonly at: Float64Array;
  readonly lastAt: Float64Array;
  readonly cell: Int32Array;
};

/** Stays in the same order. `from` and `to` are positions of the first and last dwell; `cell` is −1 at home. */
export type StayColumns = { from: number[]; to: number[]; cell: number[] };
export type StayPass = { readonly tooFast: number[]; readonly stays: StayColumns };

const MINUTE = 60_000;

const distanceKm = (index: CellIndex, a: number, b: number): number => {
  const d = (v: Float64Array): number => ((v[a] ?? 0) - (v[b] ?? 0)) / UNIT;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.hypot(d(index.x), d(index.y), d(index.z)) / 2));
};

const touches = (index: CellIndex, a: number, b: number): boolean => {
  if (a === b) return true;
  if (a < 0 || b < 0) return false;
  for (let k = 0; k < 7; k += 1) if (index.near[a * 7 + k] === b) return true;
  return false;
};

/** The cell where most time of some dwells was spent; of equal ones the first in the index. */
const mainCell = (dwells: DwellColumns, rows: readonly number[]): number => {
  const time = new Map<number, number>();
  for (const row of rows) {
    const cell = dwells.cell[row] ?? -1;
    time.set(cell, (time.get(cell) ?? 0) + (dwells.lastAt[row] ?? 0) - (dwells.at[row] ?? 0));
  }
  let best = -1;
  for (const [cell, ms] of time) {
    const most = time.get(best) ?? -1;
    if (ms > most || (ms === most && cell < best)) best = cell;
  }
  return best;
};

/**
 * One pass over all dwells: those reached at an impossible speed are left out, the others become stays.
 *
 * A stay is a run of dwells in the first one's cell or cells touching it, without a gap above `maxGapMinutes`, that
 * lasts at least `minStayMinutes`; two that follow each other within the gap in the same or touching cells are one.
 * Home is a place of its own. After Hariharan & Toyama (2004), with cells for the distance; the end of a stay is its
 * last dwell inside, and the last stay of a person counts.
 */
export const findStays = (dwells: DwellColumns, index: CellIndex, parameters: TraceParameters): StayPass => {
  const maxGap = parameters.maxGapMinutes * MINUTE;
  const minStay = parameters.minStayMinutes * MINUTE;
  const tooFast: number[] = [];
  const kept: number[] = [];
  const cell = (row: number): number => dwells.cell[row] ?? -1;
  const group = (row: number): number => dwells.group[row] ?? -1;

  for (let row = 0; row < dwells.group.length; row += 1) {
    const before = kept.at(-1);
    if (before !== undefined && group(before) === group(row) && cell(before) >= 0 && cell(row) >= 0) {
      const hours = Math.max(0, (dwells.at[row] ?? 0) - (dwells.lastAt[before] ?? 0)) / 3_600_000;
      // Centres of touching cells are apart without any movement.
      const jumped = !touches(index, cell(before), cell(row));
      if (jumped && distanceKm(index, cell(before), cell(row)) > parameters.maxSpeedKmh * hours) {
        tooFast.push(row);
        continue;
      }
    }
    kept.push(row);
  }

  const stays: StayColumns = { from: [], to: [], cell: [] };
  const emit = (rows: readonly number[]): void => {
    const [from, to, place] = [rows[0] ?? 0, rows.at(-1) ?? 0, mainCell(dwells, rows)];
    const last = stays.to.length - 1;
    const previous = stays.to[last];
    if (
      previous !== undefined &&
      group(previous) === group(from) &&
      (dwells.at[from] ?? 0) - (dwells.lastAt[previous] ?? 0) <= maxGap &&
      touches(index, stays.cell[last] ?? -1, place)
    ) {
      stays.to[last] = to;
      return;
    }
    stays.from.push(from);
    stays.to.push(to);
    stays.cell.push(place);
  };

  for (let i = 0; i < kept.length;) {
    const first = kept[i] ?? 0;
    let end = dwells.lastAt[first] ?? 0;
    let j = i + 1;
    for (; j < kept.length; j += 1) {
      const row = kept[j] ?? 0;
      const near = group(row) === group(first) && touches(index, cell(first), cell(row));
      if (!near || (dwells.at[row] ?? 0) - end > maxGap) break;
      end = Math.max(end, dwells.lastAt[row] ?? 0);
    }
    if (end - (dwells.at[first] ?? 0) >= minStay) {
      emit(kept.slice(i, j));
      i = j;
    } else i += 1;
  }
  return { tooFast, stays };
};
