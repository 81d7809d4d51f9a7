/** One column of an output: its name, unit, and what it means. `missing`: which coded missing an empty value is. */
export type OutputColumn = {
  readonly name: string;
  readonly type: 'text' | 'integer' | 'number' | 'date' | 'instant' | 'boolean';
  readonly unit: string | null;
  readonly label: string;
  readonly source?: string;
  readonly parameters?: string;
  /** Column that says why this one is empty. */
  readonly reason?: string;
  /** Its texts are a few known words: labelled numbers in Stata. */
  readonly labelled?: boolean;
};

/** A table to write. `sql` is in the order of `key`. */
export type OutputTable = {
  readonly name: string;
  readonly title: string;
  readonly sql: string;
  readonly key: readonly string[];
  readonly columns: readonly OutputColumn[];
};

export const column = (
  name: string,
  type: OutputColumn['type'],
  unit: string | null,
  label: string,
  more: Partial<OutputColumn> = {},
): OutputColumn => ({ name, type, unit, label, ...more });

/** Coded missings of Stata: not observed, refused, not applicable. */
export type Missing = 'a' | 'b' | 'c';
export const MISSING_LABELS: Readonly<Record<Missing, string>> = {
  a: 'not observed',
  b: 'refused',
  c: 'not applicable',
};

const NOT_OBSERVED =
  /^(not_observed|needs_|too_few|too_little|place_unit_too_coarse|alters_unobserved|no_earlier|no_answer|not_known|person_not_in)/;

/** Which missing a reason is: what was not seen is not observed, what cannot be is not applicable. */
export const missingOf = (reason: string | null): Missing =>
  reason === null || NOT_OBSERVED.test(reason) ? 'a' : /refus/.test(reason) ? 'b' : 'c';
