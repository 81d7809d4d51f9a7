import type { OpenLake } from '../infra/lake/open-lake.ts';

/** The doors of the night's and the week's computations: the lake, its database role, objects, DuckDB and the clock. */
export type StudyDeps = OpenLake;

/** Changes when the same rows would give other results. Stands in every manifest. */
export const ANALYTICS_VERSION = '2';
