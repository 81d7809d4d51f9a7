import type { ColumnsToAppend, NumberColumn } from '../../infra/duckdb/columns.ts';
import type { MeasureParameters } from './parameters.ts';

/** What must have been observed for a measure to mean anything. Below it the value is null, with the reason. */
export type Need = {
  /** `any`: what was seen counts as far as it goes; `continuous`: only a person's own logger, since play sessions are not lives. */
  readonly mode: 'any' | 'continuous';
  /** Least share of the period observed, 0 to 1. */
  readonly minCoverage?: number;
  /** Least days of the period with any observation; of a period shorter than that, all its days. */
  readonly minDays?: number;
  /** Least nights of the period with any observation between 22:00 and 07:00; of a shorter period, all its nights. */
  readonly minNights?: number;
  /** Coarsest place unit it can be computed from. Metres; a distance rule needs half its distance or finer. */
  readonly maxQuantumM?: number;
};

/**
 * A relation with one row per `g` (a row of `units`: person, mode of observation, period), made once for all the
 * measures that read it. `sql` reads `units`, `unit_stays`, `unit_dwells`, `unit_trips` (the tables of `relations.ts`
 * with `g` beside) and the relations it names in `after`; `pass` is for what SQL is no language for: it reads the rows
 * of `input` in order, and gives columns with `g` first.
 *
 * No float crosses rows in either but in the order of a key, so that the same rows in any order give the same value.
 */
export type Relation = {
  readonly name: string;
  readonly after?: readonly Relation[];
} & (
  | { readonly sql: (parameters: MeasureParameters) => string }
  | {
      readonly pass: {
        readonly input: (parameters: MeasureParameters) => string;
        readonly shape: readonly (readonly [name: string, type: 'INTEGER' | 'BIGINT' | 'DOUBLE'])[];
        readonly run: (
          columns: Readonly<Record<string, NumberColumn>>,
          parameters: MeasureParameters,
        ) => ColumnsToAppend;
      };
    }
);

/** One measure per person, mode of observation and period: a column of every table of measures. */
export type Metric = {
  /** Column name: measure, place unit where it has one, unit. */
  readonly name: string;
  readonly unit: string;
  readonly type: 'DOUBLE' | 'INTEGER' | 'VARCHAR';
  readonly label: { readonly fr: string; readonly en: string };
  /** Formula and edge cases in a sentence or two, for the codebook. */
  readonly definition: string;
  /** Where the definition comes from. */
  readonly source: string;
  readonly need: Need;
  /** Parameters it depends on. */
  readonly parameters?: readonly (keyof MeasureParameters)[];
  /** Why an observed unit can be without a row in `from`. */
  readonly absent: string;
  /** Reason codes that `reason` can give. */
  readonly reasons?: readonly string[];
  readonly from: Relation;
  /** SQL over the relation, its table named `t` and the row of `units` named `u`. */
  readonly value: string;
  /** SQL that gives a reason code or null; where it gives one the value is null. */
  readonly reason?: string;
};
