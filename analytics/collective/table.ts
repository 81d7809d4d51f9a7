import type { MeasureParameters } from '../metrics/parameters.ts';

/** A table about many persons or places: not one row per person, so no panel. Reads the tables of `metrics/relations.ts`. */
export type CollectiveTable = {
  readonly name: string;
  readonly definition: string;
  readonly source: string;
  /** Columns in order: unit and meaning. */
  readonly columns: Readonly<Record<string, string>>;
  /** Rows in primary-key order. Places must be shared between persons where `shared`. */
  readonly shared: boolean;
  readonly sql: (parameters: MeasureParameters) => string;
};
