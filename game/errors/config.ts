import type { ErrorSpec } from './registry.ts';

/** Failures of config. */
export const CONFIG_ERRORS = {} as const satisfies Record<string, ErrorSpec>;
