import type { Duck } from '../infra/duckdb/duck.ts';
import type { OpenLake } from '../infra/lake/open-lake.ts';
import type { Cohort } from './cohorts/cohort.ts';
import { CODEBOOK, type CodebookLine } from './export/codebook.ts';
import { exportTable, type ExportFormat } from './export/export-table.ts';
import {
  labCells,
  labCohorts,
  labMeasures,
  labTies,
  type LabDeps,
  type LabMeasures,
  type LabTable,
  type LabTableName,
} from './lab-reader.ts';

/** Questions about a study at once; the others wait their turn. */
const AT_ONCE = 2;
const DEADLINE_MS = 20_000;

/** The reading side of the study behind `/lab`. Null: no night of that territory has been computed yet. */
export type LabDoor = {
  readonly cohort: (
    territory: string,
  ) => Promise<{ territory: string; weeks: string[]; persons: number; computedAt: string | null }>;
  readonly measures: (cohort: Cohort) => Promise<LabMeasures | null>;
  readonly cells: (cohort: Cohort) => Promise<LabTable | null>;
  readonly ties: (cohort: Cohort) => Promise<LabTable | null>;
  readonly codebook: () => readonly CodebookLine[];
  readonly exportFile: (
    cohort: Cohort,
    table: LabTableName,
    format: ExportFormat,
  ) => Promise<Uint8Array | null>;
};

/**
 * Opens it over a lake. Each question has a small DuckDB of its own, so that one cannot stop or see another, and is
 * interrupted after 20 seconds.
 */
export const openLabDoor = (lake: Pick<OpenLake, 'db' | 'files' | 'openDuck' | 'copy'>): LabDoor => {
  let free = AT_ONCE;
  const waiting: (() => void)[] = [];
  const turn = async <T>(ask: (duck: Duck) => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      const duck = await lake.openDuck();
      const timer = setTimeout(() => duck.interrupt(), DEADLINE_MS);
      try {
        return await ask(duck);
      } finally {
        clearTimeout(timer);
        duck.close();
      }
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
  const withDeps = (duck: Duck): LabDeps => ({ db: lake.db, files: lake.files, duck });
  return {
    cohort: (territory) =>
      turn(async (duck) => ({ territory, ...(await labCohorts(withDeps(duck), territory)) })),
    measures: (cohort) => turn((duck) => labMeasures(withDeps(duck), cohort)),
    cells: (cohort) => turn((duck) => labCells(withDeps(duck), cohort)),
    ties: (cohort) => turn((duck) => labTies(withDeps(duck), cohort)),
    codebook: () => CODEBOOK,
    exportFile: (cohort, table, format) =>
      turn((duck) =>
        exportTable({ ...withDeps(duck), copy: (...args) => lake.copy(...args) }, cohort, table, format),
      ),
  };
};
