/** What must have been observed for a measure to mean anything. Below it the value is null, with the reason. */
export type Need = {
  /** `any`: what was seen counts as far as it goes; `continuous`: only a person's own logger, since play sessions are not lives. */
  readonly mode: 'any' | 'continuous';
  /** Least share of the week observed, 0 to 1. */
  readonly minCoverage?: number;
  /** Least days of the week with any observation. */
  readonly minDays?: number;
};

/**
 * One measure per person, mode of observation and period. `sql` is a relation with columns `person, observation,
 * week, value, reason` over the tables of `traces/clean.ts`; a person-week missing from it is null with `absent`.
 *
 * No float crosses rows in it: sums are over integers, so that the same rows in any order give the same value.
 */
export type Metric = {
  /** Column name: measure, place unit where it has one, unit. */
  readonly name: string;
  readonly unit: string;
  readonly type: 'DOUBLE' | 'INTEGER';
  readonly label: { readonly fr: string; readonly en: string };
  /** Formula and edge cases in a sentence or two, for the codebook. */
  readonly definition: string;
  /** Where the definition comes from. */
  readonly source: string;
  readonly need: Need;
  /** Why an observed person-week can be without a row in `sql`. */
  readonly absent: string;
  readonly sql: string;
};
