import type { Metric, Relation } from './metric.ts';
import { STAY_HOURS } from './stay-hours.ts';

const REGULARITY: Relation = {
  name: 'regularity',
  after: [STAY_HOURS],
  sql: () => `
    WITH hours AS (
      SELECT g, hour, arg_min(place, (-ms, place)) AS place FROM (
        SELECT g, hour, place, sum(ms)::BIGINT AS ms FROM measure_stay_hours GROUP BY ALL) GROUP BY g, hour),
    counts AS (SELECT g, hour % 168 AS slot, place, count(*) AS n FROM hours GROUP BY ALL),
    slots AS (SELECT g, slot, sum(n)::BIGINT AS n, max(n) AS top FROM counts GROUP BY g, slot)
    SELECT g, sum(n) FILTER (WHERE n > 1)::BIGINT AS hours, sum(top) FILTER (WHERE n > 1)::BIGINT AS usual
    FROM slots GROUP BY g`,
};

/**
 * Regularity R: share of the hours stayed that are at the place most usual for that hour of the week. Only hours of the week seen
 * at least twice count, else one week would be perfectly regular. Unit: share. Needs two weeks of a person: shorter periods
 * are null with `no_hour_seen_twice`. Source: Song et al. 2010; HuMobi.
 */
export const regularity: Metric = {
  name: 'regularity',
  unit: 'share',
  type: 'DOUBLE',
  label: { fr: 'Régularité', en: 'Regularity' },
  definition:
    'Hours at the place most usual for that hour of the week ÷ hours stayed, over hours of the week seen at least twice.',
  source: 'R(t), Song et al. 2010; regularity, HuMobi',
  need: { mode: 'continuous', minCoverage: 0.5, minDays: 14 },
  absent: 'no_stay',
  reasons: ['no_hour_seen_twice'],
  from: REGULARITY,
  value: 't.usual / t.hours',
  reason: "CASE WHEN t.hours IS NULL THEN 'no_hour_seen_twice' END",
};
