import type { ErrorSpec } from './registry.ts';

/** Failures of traces. */
export const TRACE_ERRORS = {} as const satisfies Record<string, ErrorSpec>;
