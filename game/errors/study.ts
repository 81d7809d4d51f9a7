import type { ErrorSpec } from './registry.ts';

/** Failures of study. */
export const STUDY_ERRORS = {} as const satisfies Record<string, ErrorSpec>;
