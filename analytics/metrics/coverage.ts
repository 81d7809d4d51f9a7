import type { Metric } from './metric.ts';
import { OBSERVED } from './time-observed.ts';

/**
 * Share of the period that was observed: observed time ÷ the period's length on the territory's clocks (a week of 167
 * or 169 hours when they change). Unit: share, 0 to 1. Stands on every row of every result. Source: temporal tracking
 * quality, trackintel.
 */
export const coverage: Metric = {
  name: 'coverage',
  unit: 'share',
  type: 'DOUBLE',
  label: { fr: 'Part du temps observée', en: 'Share of the time observed' },
  definition: 'Observed time ÷ length of the period on the territory’s clocks, 0 to 1.',
  source: 'temporal tracking quality, trackintel tracking_quality.py',
  need: { mode: 'any' },
  absent: 'not_observed',
  from: OBSERVED,
  value: 't.coverage',
};
