import type { Duck } from '../../infra/duckdb/duck.ts';
import { EARTH_KM, UNIT } from './geometry.ts';

/** SQL of the great-circle distance in metres between two points of the sphere of radius 1e12, null where one is. */
export const metresBetween = (a: string, b: string): string =>
  // least() passes over nulls, so an unknown point would be as far as the Earth is wide.
  `(CASE WHEN ${a}.x IS NOT NULL AND ${b}.x IS NOT NULL THEN ${2 * EARTH_KM * 1000}::DOUBLE
     * asin(least(1.0, sqrt((${a}.x - ${b}.x)::DOUBLE ** 2 + (${a}.y - ${b}.y)::DOUBLE ** 2
     + (${a}.z - ${b}.z)::DOUBLE ** 2) / ${2 * UNIT})) END)`;

/**
 * Table `trips` of `metrics/relations.ts` from `stays` and `dwells`: every way from one stay to the next of the same person
 * and mode of observation. A trip with a long `gap_ms` was not seen on its way: measures of trips say which they take.
 * Source: trips between two stays, trackintel `preprocessing/trips.py`.
 */
export const makeTrips = async (duck: Duck): Promise<void> => {
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE trips AS
    WITH ways AS (
      SELECT person, observation, first_ms, last_ms, offset_ms, day_ix, place, x, y, z, lead(first_ms) OVER w AS to_ms,
             lead(place) OVER w AS to_place, struct_pack(x := lead(x) OVER w, y := lead(y) OVER w, z := lead(z) OVER w) AS next
      FROM stays WINDOW w AS (PARTITION BY person, observation ORDER BY first_ms, last_ms, place)),
    gaps AS (
      SELECT person, observation, at_ms, seen FROM (
        SELECT person, observation, at_ms, max(last_ms) OVER (PARTITION BY person, observation ORDER BY at_ms, last_ms, seq
                 ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS seen FROM dwells)
      WHERE seen IS NOT NULL),
    longest AS (
      SELECT w.person, w.observation, w.first_ms, max(g.at_ms - g.seen)::BIGINT AS gap_ms
      FROM ways w JOIN gaps g ON g.person = w.person AND g.observation = w.observation AND g.seen >= w.last_ms AND g.at_ms <= w.to_ms
      GROUP BY ALL)
    SELECT w.person, w.observation, w.last_ms AS first_ms, w.to_ms AS last_ms, w.offset_ms,
           ((w.last_ms + w.offset_ms) // 86400000)::INTEGER AS day_ix, w.place AS from_place, w.to_place,
           ${metresBetween('w', 'w.next')} AS straight_m, NULL::DOUBLE AS path_m, coalesce(l.gap_ms, 0) AS gap_ms
    FROM ways w LEFT JOIN longest l ON l.person = w.person AND l.observation = w.observation AND l.first_ms = w.first_ms
    WHERE w.to_ms IS NOT NULL`);
};
