import type { Metric, Relation } from './metric.ts';

/** What was observed of each unit. */
export const OBSERVED: Relation = {
  name: 'observed',
  sql: () => 'SELECT g, observed_ms, coverage FROM units',
};

/**
 * Minutes of the week that dwells cover, overlaps counted once, gaps of at most `bridgeMinutes` bridged. Unit: minutes.
 * 0 when nothing was observed: that is known, so never null. Source: tracked time of trackintel's tracking quality.
 */
export const timeObserved: Metric = {
  name: 'observed_minutes',
  unit: 'minutes',
  type: 'DOUBLE',
  label: { fr: 'Temps observé', en: 'Time observed' },
  definition:
    'Minutes covered by kept dwells, overlaps once, gaps of at most 5 minutes bridged; 0 when nothing was observed.',
  source: 'tracked time, trackintel tracking_quality.py',
  need: { mode: 'any' },
  absent: 'not_observed',
  from: OBSERVED,
  value: 't.observed_ms / 60000.0',
};
