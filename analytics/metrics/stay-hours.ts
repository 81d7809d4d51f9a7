import type { Relation } from './metric.ts';

/**
 * Stays cut at full hours of the person's clocks: `(g, place, home, hour, ms)`, `hour` counted from 1970-01-01 local time, so
 * `hour % 24` is the hour of day. A helper of others: several rows per unit.
 */
export const STAY_HOURS: Relation = {
  name: 'stay_hours',
  sql: () => `
    SELECT g, place, home, hour, (least(last, (hour + 1) * 3600000) - greatest(first, hour * 3600000))::BIGINT AS ms
    FROM (SELECT g, place, home, first_ms + offset_ms AS first, last_ms + offset_ms AS last,
                 unnest(generate_series((first_ms + offset_ms) // 3600000, (last_ms + offset_ms) // 3600000)) AS hour
          FROM unit_stays)
    WHERE least(last, (hour + 1) * 3600000) > greatest(first, hour * 3600000)`,
};
