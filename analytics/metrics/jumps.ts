import { metresBetween } from '../traces/trips.ts';
import type { Metric, Relation } from './metric.ts';
import { ANY } from './need.ts';

/** Great-circle distances between stays that follow each other in a unit, as integers of millimetres. */
const JUMPS: Relation = {
  name: 'jumps',
  sql: () => `
    WITH jumps AS (
      SELECT g, first_ms, round(1000 * ${metresBetween('a', 'b')})::BIGINT AS mm, from_ms, placeless FROM (
        SELECT g, first_ms, lag(first_ms) OVER w AS from_ms, x IS NULL OR lag(x) OVER w IS NULL AS placeless,
               struct_pack(x := x, y := y, z := z) AS b,
               struct_pack(x := lag(x) OVER w, y := lag(y) OVER w, z := lag(z) OVER w) AS a
        FROM unit_stays WINDOW w AS (PARTITION BY g ORDER BY first_ms, last_ms, place)))
    SELECT g, (count(from_ms))::INTEGER AS jumps, bool_or(placeless AND from_ms IS NOT NULL) AS placeless,
           coalesce(sum(mm), 0)::BIGINT / 1e6 AS path_km, max(mm) / 1e6 AS longest_km, median(mm) / 1e6 AS median_km,
           sum(mm)::BIGINT / 1e6 / nullif(count(mm), 0) AS mean_km,
           sum(first_ms - from_ms)::BIGINT / 60000.0 / nullif(count(from_ms), 0) AS wait_mean,
           median(first_ms - from_ms) / 60000.0 AS wait_median
    FROM jumps GROUP BY g`,
};

const base = { need: ANY, absent: 'no_stay', from: JUMPS, type: 'DOUBLE' } as const;
const length = {
  ...base,
  unit: 'km',
  reasons: ['home_without_place', 'one_stay'],
  source: 'scikit-mobility individual.py; trackintel jump_length',
} as const;
const placeless = "WHEN t.placeless THEN 'home_without_place'";
const alone = `CASE ${placeless} WHEN t.jumps = 0 THEN 'one_stay' END`;

/** How many times the person went from one stay to the next: stays less one. */
export const jumps: Metric = {
  ...base,
  name: 'jumps',
  unit: 'jumps',
  type: 'INTEGER',
  label: { fr: 'Déplacements entre séjours', en: 'Jumps between stays' },
  definition: 'Pairs of stays that follow each other; 0 with one stay.',
  source: 'jump lengths, González et al. 2008',
  value: 't.jumps',
};

/** Sum of the straight ways between stays. Unit: km. One stay: 0 (scikit-mobility documents NaN, gives 0). A08. */
export const pathLength: Metric = {
  ...length,
  name: 'path_km',
  reasons: ['home_without_place'],
  label: { fr: 'Distance parcourue entre séjours', en: 'Distance between stays' },
  definition: 'Σ d over stays that follow each other, d great-circle; 0 with one stay.',
  value: 't.path_km',
  reason: `CASE ${placeless} END`,
};

/** Longest of those ways. Unit: km. scikit-mobility calls it `maximum_distance` and documents the diameter. A09. */
export const longestJump: Metric = {
  ...length,
  name: 'longest_jump_km',
  label: { fr: 'Plus long déplacement', en: 'Longest jump' },
  definition: 'Longest great-circle distance between two stays that follow each other; null with one stay.',
  value: 't.longest_km',
  reason: alone,
};

/** Mean of those ways. Unit: km. A07. */
export const meanJump: Metric = {
  ...length,
  name: 'mean_jump_km',
  label: { fr: 'Déplacement moyen', en: 'Mean jump' },
  definition: 'Mean great-circle distance between stays that follow each other; null with one stay.',
  value: 't.mean_km',
  reason: alone,
};

/** Median of those ways. Unit: km. */
export const medianJump: Metric = {
  ...length,
  name: 'median_jump_km',
  label: { fr: 'Déplacement médian', en: 'Median jump' },
  definition: 'Median great-circle distance between stays that follow each other; null with one stay.',
  value: 't.median_km',
  reason: alone,
};

/** Mean time from the beginning of a stay to the beginning of the next. Unit: minutes. One stay: null. */
export const meanWait: Metric = {
  ...base,
  name: 'mean_waiting_minutes',
  unit: 'minutes',
  label: { fr: 'Attente moyenne', en: 'Mean waiting time' },
  definition: 'Mean time between the beginnings of stays that follow each other; null with one stay.',
  source: 'waiting times, scikit-mobility individual.py, HuMobi',
  reasons: ['one_stay'],
  value: 't.wait_mean',
  reason: "CASE WHEN t.jumps = 0 THEN 'one_stay' END",
};

/** Median of those times. Unit: minutes. */
export const medianWait: Metric = {
  ...meanWait,
  name: 'median_waiting_minutes',
  label: { fr: 'Attente médiane', en: 'Median waiting time' },
  definition: 'Median time between the beginnings of stays that follow each other; null with one stay.',
  value: 't.wait_median',
};
