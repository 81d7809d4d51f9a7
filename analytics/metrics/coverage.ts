import type { Metric } from './metric.ts';

/**
 * Share of the week that was observed: observed time ÷ the week's length on the territory's clocks (167 or 169 hours
 * when they change). Unit: share, 0 to 1. Stands on every row of every result. Source: temporal tracking quality,
 * trackintel, by week.
 */
export const coverage: Metric = {
  name: 'coverage',
  unit: 'share',
  type: 'DOUBLE',
  label: { fr: 'Part de la semaine observée', en: 'Share of the week observed' },
  definition: 'Observed time ÷ length of the week on the territory’s clocks, 0 to 1.',
  source: 'temporal tracking quality, trackintel tracking_quality.py',
  need: { mode: 'any' },
  absent: 'not_observed',
  sql: `SELECT d.person, d.observation, d.week, sum(d.observed_ms)::BIGINT / any_value(w.ms) AS value,
               NULL::VARCHAR AS reason
        FROM dwells d JOIN weeks w USING (week) GROUP BY d.person, d.observation, d.week`,
};
