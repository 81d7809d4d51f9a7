import type { ErrorSpec } from './registry.ts';

/** Failures of accounts. */
export const ACCOUNT_ERRORS = {} as const satisfies Record<string, ErrorSpec>;
