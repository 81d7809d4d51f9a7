import type { Duck } from '../../infra/duckdb/duck.ts';
import { loadColumns } from '../load-columns.ts';
import { personOf } from '../metrics/fixture.ts';
import { cleanTraces, type QualityReport } from './clean.ts';
import { TRACE_PARAMETERS } from './parameters.ts';

export const START = Date.parse('2026-10-06T08:00:00Z');
export const MINUTE = 60_000;

/** A dwell worked by hand: minutes from the start; a null cell is home. */
export type WorkedRow = {
  person: number;
  from: number;
  to: number;
  cell: string | null;
  accuracy?: string;
};

/** Cleans them as the lake's `fixes`, `offset` hours ahead of UTC. */
export const cleanRows = async (
  duck: Duck,
  rows: readonly WorkedRow[],
  start = START,
  offset = 2,
): Promise<QualityReport> => {
  const at = (minutes: number): string => new Date(start + minutes * MINUTE).toISOString().slice(0, 23);
  const local = (minutes: number): string =>
    new Date(start + minutes * MINUTE + offset * 3_600_000).toISOString().slice(0, 23);
  const column = <T extends string | number | bigint | boolean | null>(
    type: string,
    of: (row: WorkedRow) => T,
  ) => ({
    type,
    values: rows.map(of),
  });
  await loadColumns(duck, 'fixes', {
    person: column('UUID', (row) => personOf(row.person)),
    observation: column('VARCHAR', () => 'session'),
    quantum_m: column('INTEGER', () => 28),
    at: column('TIMESTAMP', (row) => at(row.from)),
    last_at: column('TIMESTAMP', (row) => at(row.to)),
    at_local: column('TIMESTAMP', (row) => local(row.from)),
    cell: column('UBIGINT', (row) => (row.cell === null ? null : BigInt(`0x${row.cell}`))),
    home: column('BOOLEAN', (row) => row.cell === null),
    accuracy: column('VARCHAR', (row) => row.accuracy ?? 'fine'),
  });
  const people = [...new Set(rows.map((row) => row.person))];
  await loadColumns(duck, 'persons', {
    person: { type: 'UUID', values: people.map(personOf) },
    entry_week: { type: 'VARCHAR', values: people.map(() => '2026-W41') },
  });
  return cleanTraces(duck, 'fixes', TRACE_PARAMETERS);
};
