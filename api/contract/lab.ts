import { Type } from '@sinclair/typebox';
import { Instant, nullable, oneOf, TerritoryCode, Uuid, Week } from './common.ts';
import { ARROW, closed, defineRoute } from './route.ts';

const lab = { method: 'GET', scope: 'study', roles: ['sociologist'] } as const;

/** A cohort: the persons of a territory who consent now, observed between two ISO weeks (both included). */
export const cohort = {
  territory: TerritoryCode,
  from: Week,
  to: Week,
};
const cohortQuery = closed(cohort);

export const getCohorts = defineRoute({
  ...lab,
  path: '/lab/cohorts',
  summary: 'The territories this sociologist studies, with the weeks that have computed measures.',
  responses: {
    200: closed({
      cohorts: Type.Array(
        closed({
          territory: Type.String(),
          name: Type.String(),
          invented: Type.Boolean(),
          weeks: Type.Array(Week),
          /** Persons who consent now. */
          persons: Type.Integer(),
          /** When the last night's computation ended; null before the first. */
          computedAt: nullable(Instant),
        }),
      ),
    }),
  },
});

const Statistic = closed({
  measure: Type.String(),
  unit: Type.String(),
  /** How the persons were observed: play sessions, or their own logger for measures that need whole days. */
  observation: oneOf(['session', 'logger'] as const),
  /** Persons with at least one value. */
  n: Type.Integer(),
  /** Persons of the cohort. */
  persons: Type.Integer(),
  /** Mean over persons of the share of the window that was observed, 0 to 1; null when none. */
  coverage: nullable(Type.Number()),
  mean: nullable(Type.Number()),
  /** 95 % interval of the mean, clustered by person. */
  low: nullable(Type.Number()),
  high: nullable(Type.Number()),
  p10: nullable(Type.Number()),
  median: nullable(Type.Number()),
  p90: nullable(Type.Number()),
  /** Why values are missing, with how many person-weeks each. */
  missing: Type.Array(closed({ reason: Type.String(), n: Type.Integer() })),
  /** Distribution over persons. */
  bins: Type.Array(closed({ from: Type.Number(), to: Type.Number(), n: Type.Integer() })),
});

export const getSummary = defineRoute({
  ...lab,
  path: '/lab/summary',
  summary:
    'Each measure of a cohort: n, coverage, mean with interval, quantiles, distribution, reasons for what is missing.',
  query: cohortQuery,
  responses: {
    200: closed({
      territory: Type.String(),
      from: Week,
      to: Week,
      persons: Type.Integer(),
      invented: Type.Boolean(),
      measures: Type.Array(Statistic),
      /** The computation these come from. */
      run: nullable(closed({ id: Uuid, finishedAt: Instant, version: Type.String() })),
    }),
  },
});

export const measuresArrow = defineRoute({
  ...lab,
  path: '/lab/measures.arrow',
  summary:
    'One row per person and week: pseudonym, week, each measure, its reason when null, coverage, quantum.',
  query: cohortQuery,
  responses: { 200: ARROW },
});

export const cellsArrow = defineRoute({
  ...lab,
  path: '/lab/cells.arrow',
  summary:
    'Cells of resolution 9 of a cohort: cell, persons, stays, minutes; cells under 11 persons are not in it.',
  query: cohortQuery,
  responses: { 200: ARROW },
});

export const tiesArrow = defineRoute({
  ...lab,
  path: '/lab/ties.arrow',
  summary: 'One row per person, week and tie type: contacts, overlap and its reason when null.',
  query: cohortQuery,
  responses: { 200: ARROW },
});

export const getCodebook = defineRoute({
  ...lab,
  path: '/lab/codebook',
  summary: 'Every column of the exports: meaning, unit, the observation it needs, why it may be null.',
  responses: {
    200: closed({
      columns: Type.Array(
        closed({
          table: Type.String(),
          column: Type.String(),
          type: Type.String(),
          unit: nullable(Type.String()),
          meaning: Type.String(),
          needs: nullable(Type.String()),
        }),
      ),
    }),
  },
});

export const EXPORT_TABLES = ['measures', 'ties', 'cells'] as const;
export const EXPORT_FORMATS = ['parquet', 'arrow', 'csv'] as const;

export const postExport = defineRoute({
  method: 'POST',
  path: '/lab/exports',
  summary: 'Asks for a file of a cohort. Logged with its purpose; resolution 9, 15-minute bins.',
  scope: 'study',
  roles: ['sociologist'],
  mutation: 'key',
  body: closed({
    ...cohort,
    table: oneOf(EXPORT_TABLES),
    format: oneOf(EXPORT_FORMATS),
    /** Why: read by the operator and shown to the persons concerned. */
    purpose: Type.String({ minLength: 8, maxLength: 300 }),
  }),
  responses: { 201: closed({ id: Uuid, path: Type.String(), fileName: Type.String() }) },
});

export const getExport = defineRoute({
  ...lab,
  path: '/lab/exports/:id',
  summary: 'The file of an export this sociologist asked for, computed from those who consent now.',
  params: closed({ id: Uuid }),
  responses: { 200: { binary: 'application/octet-stream' } },
});
