import type { Database } from '../infra/db/database.ts';
import type { Duck } from '../infra/duckdb/duck.ts';
import type { ObjectFiles } from '../infra/lake/object-files.ts';
import type { Cohort } from './cohorts/cohort.ts';

/** The doors of `/lab` and of exports. `duck` must be able to read the directory `files` keeps its copies in. */
export type LabDeps = {
  readonly db: Pick<Database, 'study'>;
  readonly files: ObjectFiles;
  readonly duck: Duck;
};

/** One measure over a cohort: the mean of the persons' means, its interval drawn over persons, never over rows. */
export type MeasureSummary = {
  readonly measure: string;
  readonly unit: string;
  /** Persons with at least one value, and persons in the cohort. */
  readonly n: number;
  readonly persons: number;
  readonly mean: number | null;
  readonly median: number | null;
  /** 95 %, bootstrap over persons, seeded by the cohort and the run. Null below two persons. */
  readonly low: number | null;
  readonly high: number | null;
  /** Mean share of the cohort's weeks' time that was observed, 0 to 1. */
  readonly coverage: number | null;
  /** Why values are missing: reason code → person-weeks. */
  readonly reasons: Readonly<Record<string, number>>;
};

/** Which computation is shown: its manifest row in `study.runs`. */
export type LabRun = { readonly id: string; readonly finishedAt: string; readonly parameters: unknown };

export type LabMeasures = {
  readonly run: LabRun;
  /** Arrow IPC stream: one row per person and week, columns as in the codebook. */
  readonly arrow: Uint8Array;
  readonly summary: readonly MeasureSummary[];
};
export type LabTable = { readonly run: LabRun; readonly arrow: Uint8Array };

/**
 * What the API calls. Each returns null when no computation of that territory has finished yet.
 * @throws JokaError LAB_COHORT_INVALID
 */
export type LabReader = {
  labMeasures(deps: LabDeps, cohort: Cohort): Promise<LabMeasures | null>;
  /** cell (UBIGINT, resolution 9), persons, stays, minutes; cells of fewer than 11 persons have them null, masked true. */
  labCells(deps: LabDeps, cohort: Cohort): Promise<LabTable | null>;
  /** One row per person, week and tie type: contacts, alters, days, overlap with its reason. */
  labTies(deps: LabDeps, cohort: Cohort): Promise<LabTable | null>;
};
