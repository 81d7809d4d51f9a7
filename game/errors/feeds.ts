import type { ErrorSpec } from './registry.ts';

/** Failures of feeds. */
export const FEED_ERRORS = {} as const satisfies Record<string, ErrorSpec>;
