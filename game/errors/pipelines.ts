import type { ErrorSpec } from './registry.ts';

/** Failures of pipelines. */
export const PIPELINE_ERRORS = {} as const satisfies Record<string, ErrorSpec>;
