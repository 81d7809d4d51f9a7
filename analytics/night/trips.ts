import type { Duck } from '../../infra/duckdb/duck.ts';
import type { TraceParameters } from '../traces/parameters.ts';

/**
 * Table `lake_trip_rows (person, observation, first_ms, last_ms, offset_ms, from_cell, to_cell, n, quantum_m)`: those of
 * `trips` that were seen, with no gap above `maxGapMinutes` on their way: a phone switched off at one place and on at
 * another says nothing about it. A home has no cell. `n` is how many dwells lie between.
 */
export const findLakeTrips = async (duck: Duck, parameters: TraceParameters): Promise<void> => {
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE lake_trip_rows AS
    WITH seen AS (SELECT * FROM trips WHERE gap_ms <= ${parameters.maxGapMinutes * 60_000}),
    passed AS (
      SELECT t.person, t.observation, t.first_ms, count(*) AS n
      FROM dwells d ASOF JOIN seen t
           ON t.person = d.person AND t.observation = d.observation AND t.first_ms <= d.at_ms
      WHERE d.last_ms <= t.last_ms AND d.at_ms < t.last_ms GROUP BY ALL)
    SELECT t.person, t.observation, t.first_ms, greatest(t.first_ms, t.last_ms) AS last_ms, t.offset_ms,
           a.cell AS from_cell, b.cell AS to_cell, coalesce(p.n, 0) AS n, a.quantum_m
    FROM seen t
         JOIN stays a ON a.person = t.person AND a.observation = t.observation AND a.last_ms = t.first_ms
         JOIN stays b ON b.person = t.person AND b.observation = t.observation AND b.first_ms = t.last_ms
         LEFT JOIN passed p ON p.person = t.person AND p.observation = t.observation AND p.first_ms = t.first_ms`);
};
