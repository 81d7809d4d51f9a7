import { ERRORS } from '../../game/errors.ts';
import type { ErrorCode } from '../../game/errors.ts';
import { DWELL_RESOLUTION, isCellOf } from '../../game/fog.ts';
import type { Dwell } from '../../game/fog.ts';
import type { RawDwell, RefusedRow } from './batch.ts';

/** Older rows no longer count. */
export const MAX_AGE_MS = 7 * 24 * 3_600_000;
/** A phone's clock may be ahead by this much. */
export const MAX_AHEAD_MS = 2 * 60_000;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

const instant = (text: string): number => (INSTANT.test(text) ? Date.parse(text) : Number.NaN);

type Fault = { field: string; code: ErrorCode };

const placeFault = (raw: RawDwell): Fault | null => {
  if (raw.home) return raw.cell === null ? null : { field: 'cell', code: 'DWELL_HOME_WITH_CELL' };
  if (raw.cell === null) return { field: 'cell', code: 'DWELL_CELL_MISSING' };
  return isCellOf(raw.cell, DWELL_RESOLUTION) ? null : { field: 'cell', code: 'DWELL_CELL_INVALID' };
};

const timeFault = (firstAt: number, lastAt: number, now: number, maxAgeMs: number): Fault | null => {
  if (Number.isNaN(firstAt)) return { field: 'firstAt', code: 'DWELL_TIME_INVALID' };
  if (Number.isNaN(lastAt) || lastAt < firstAt) return { field: 'lastAt', code: 'DWELL_TIME_INVALID' };
  if (lastAt > now + MAX_AHEAD_MS) return { field: 'lastAt', code: 'DWELL_IN_FUTURE' };
  return firstAt < now - maxAgeMs ? { field: 'firstAt', code: 'DWELL_TOO_OLD' } : null;
};

/**
 * Tells the good rows of a batch from the bad ones; the good are kept whatever stands beside them.
 *
 * @param now when the server received it, milliseconds UTC
 * @returns `rows`: which row each accepted one was
 */
export const validateDwells = (
  rows: readonly RawDwell[],
  now: number,
  maxAgeMs = MAX_AGE_MS,
): { accepted: Dwell[]; rows: number[]; refused: RefusedRow[] } => {
  const accepted: Dwell[] = [];
  const places: number[] = [];
  const refused: RefusedRow[] = [];
  for (const [row, raw] of rows.entries()) {
    const firstAt = instant(raw.firstAt);
    const lastAt = instant(raw.lastAt);
    const fault = placeFault(raw) ?? timeFault(firstAt, lastAt, now, maxAgeMs);
    if (fault === null) {
      const { home, n, accuracy } = raw;
      places.push(row);
      accepted.push({ cell: raw.cell as Dwell['cell'], home, firstAt, lastAt, n, accuracy });
    } else refused.push({ row, ...fault, remedy: ERRORS[fault.code].remedy });
  }
  return { accepted, rows: places, refused };
};
