import type { Need } from './metric.ts';

/** Whatever was seen counts as far as it goes. */
export const ANY: Need = { mode: 'any' };

/** A life rather than walks: a logger, half of the period, four of its days. */
export const WHOLE_DAYS: Need = { mode: 'continuous', minCoverage: 0.5, minDays: 4 };

/** What is looked for at night needs nights. */
export const WHOLE_NIGHTS: Need = { mode: 'continuous', minCoverage: 0.5, minDays: 4, minNights: 3 };
