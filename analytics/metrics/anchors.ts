import { metresBetween } from '../traces/trips.ts';
import type { Relation } from './metric.ts';
import { STAY_HOURS } from './stay-hours.ts';

/**
 * Home and work of each unit, from its own stays only, so that nothing of another period enters. Home: the place of most time in
 * the night hours, or the home the phone declared; confidence is its share of the time stayed at night. Work: the place other
 * than home of most time in the working hours of Monday to Friday; confidence is its share of the time away from home in
 * them. Ties go to the lower place number. After trackintel FREQ and OSNA, Jasmine, RAPIDS: each with other hours.
 */
export const ANCHORS: Relation = {
  name: 'anchors',
  after: [STAY_HOURS],
  sql: ({ nightFrom, nightTo, workFrom, workTo }) => `
    WITH spells AS (
      SELECT g, place, bool_or(home) AS declared, sum(ms)::BIGINT AS ms,
             coalesce(sum(ms) FILTER (WHERE hour % 24 >= ${nightFrom} OR hour % 24 < ${nightTo}), 0)::BIGINT AS night_ms,
             count(DISTINCT (hour - 12) // 24) FILTER (WHERE hour % 24 >= ${nightFrom} OR hour % 24 < ${nightTo}) AS nights,
             coalesce(sum(ms) FILTER (WHERE hour % 24 >= ${workFrom} AND hour % 24 < ${workTo}
                                        AND (hour // 24 + 3) % 7 < 5), 0)::BIGINT AS work_ms
      FROM measure_stay_hours GROUP BY g, place),
    at_home AS (
      SELECT g, place, declared, ms, night_ms, nights, sum(night_ms) OVER (PARTITION BY g) AS all_night,
             sum(ms) OVER (PARTITION BY g) AS all_ms, row_number() OVER (PARTITION BY g ORDER BY declared DESC, night_ms DESC, place) AS rank
      FROM spells),
    homes AS (SELECT * FROM at_home WHERE rank = 1 AND (night_ms > 0 OR declared)),
    at_work AS (
      SELECT s.g, s.place, s.ms, s.work_ms, sum(s.work_ms) OVER (PARTITION BY s.g) AS all_work,
             row_number() OVER (PARTITION BY s.g ORDER BY s.work_ms DESC, s.place) AS rank
      FROM spells s LEFT JOIN homes h ON h.g = s.g AND h.place = s.place WHERE h.g IS NULL),
    works AS (SELECT * FROM at_work WHERE rank = 1 AND work_ms > 0),
    points AS (
      SELECT g, place, (sum(x) // count(x))::BIGINT AS x, (sum(y) // count(y))::BIGINT AS y, (sum(z) // count(z))::BIGINT AS z
      FROM unit_stays WHERE x IS NOT NULL GROUP BY g, place),
    totals AS (SELECT g, sum(ms)::BIGINT AS ms FROM measure_stay_hours GROUP BY g),
    reach AS (
      SELECT s.g, max(${metresBetween('s', 'p')}) AS farthest_m,
             sum(s.ms * round(1000 * ${metresBetween('s', 'p')})::BIGINT)::DOUBLE / 1000 / nullif(sum(s.ms), 0) AS mean_m
      FROM unit_stays s JOIN homes h ON h.g = s.g JOIN points p ON p.g = h.g AND p.place = h.place GROUP BY s.g)
    SELECT t.g, h.place AS home_place, w.place AS work_place, h.nights AS home_nights, h.declared AS home_declared,
           CASE WHEN h.declared THEN 1.0 ELSE h.night_ms / h.all_night END AS home_confidence,
           w.work_ms / nullif(w.all_work, 0) AS work_confidence, coalesce(h.ms, 0) / t.ms AS home_share,
           coalesce(h.ms, 0) / 60000.0 AS home_minutes, coalesce(w.ms, 0) / t.ms AS work_share,
           ${metresBetween('a', 'b')} AS home_work_m, r.farthest_m, r.mean_m, a.g IS NOT NULL AS home_placed
    FROM totals t LEFT JOIN homes h USING (g) LEFT JOIN works w USING (g) LEFT JOIN reach r USING (g)
         LEFT JOIN points a ON a.g = h.g AND a.place = h.place LEFT JOIN points b ON b.g = w.g AND b.place = w.place
    WHERE t.ms > 0`,
};

/** Reasons of what depends on a home having been found. */
export const NO_HOME = "CASE WHEN t.home_place IS NULL THEN 'no_night_stay' END";
export const NO_HOME_POINT =
  "CASE WHEN t.home_place IS NULL THEN 'no_night_stay' WHEN NOT t.home_placed THEN 'home_without_place' END";
export const NO_WORK = "CASE WHEN t.work_place IS NULL THEN 'no_working_hours_stay' END";
