import type { ErrorSpec } from './registry.ts';

/** Failures of study. */
export const STUDY_ERRORS = {
  LAKE_OBJECT_MISSING: {
    status: 503,
    kind: 'transient',
    message: 'The manifest names the object {key}, which the object store does not have.',
    remedy:
      'A merge may have just replaced it: the list is read again by itself. If it stays, restore a backup.',
  },
  LAKE_ROW_INVALID: {
    status: 422,
    kind: 'terminal',
    message: 'A staged row of the lake table {table} (staging id {id}) has no usable {field}.',
    remedy: 'Correct the part that stages it; infra/lake/schema.ts says what each table takes.',
  },
  LAB_COHORT_INVALID: {
    status: 400,
    kind: 'terminal',
    message: 'The cohort is not usable: {field} is not understood.',
    remedy: 'Give a territory code and weeks such as 2026-W41, the first not after the last.',
  },
  STUDY_TERRITORY_UNKNOWN: {
    status: 404,
    kind: 'terminal',
    message: 'There is no territory {territory}.',
    remedy: 'List them with `joka territory`.',
  },
  STUDY_SUBJECT_INVALID: {
    status: 422,
    kind: 'terminal',
    message: 'The work {kind} does not understand its subject {subject}.',
    remedy: 'study-night takes a territory, publish-week a territory and a week: DEMO1/2026-W41.',
  },
  PUBLISH_TOO_EARLY: {
    status: 409,
    kind: 'terminal',
    message: 'Week {week} may be published from {from} on, not before.',
    remedy: 'Wait: tables appear 7 days after their week ended.',
  },
  STUDY_NIGHT_MISSING: {
    status: 409,
    kind: 'transient',
    message: 'Territory {territory} has no computed night yet.',
    remedy: 'It is computed every night; `joka territory compute` does it now.',
  },
  ERASURE_UNKNOWN: {
    status: 404,
    kind: 'terminal',
    message: 'There is no erasure {id}.',
    remedy: 'Ask for one with `joka erase <account>`.',
  },
} as const satisfies Record<string, ErrorSpec>;
