import { metresBetween } from '../traces/trips.ts';
import type { CollectiveTable } from './table.ts';

/**
 * Mean square displacement after a delay: mean over persons of d² from their first stay to where they were last seen by then. Unit:
 * km². A person without a later stay in time is at 0. Source: scikit-mobility collective.py, HuMobi. A15.
 */
export const displacement: CollectiveTable = {
  name: 'displacement',
  definition:
    'Mean over persons of the squared great-circle distance from their first stay to the last that began within the delay.',
  source: 'mean square displacement, scikit-mobility collective.py; HuMobi',
  columns: { delay_minutes: 'minutes', msd_km2: 'km²', persons: 'persons' },
  shared: false,
  sql: ({ displacementMinutes }) => `
    WITH starts AS (
      SELECT person, observation, min(first_ms) AS at FROM stays WHERE x IS NOT NULL GROUP BY ALL),
    ends AS (
      SELECT s.person, s.observation, arg_min({'x': s.x, 'y': s.y, 'z': s.z}, (s.first_ms, s.last_ms, s.place)) AS a,
             arg_max({'x': s.x, 'y': s.y, 'z': s.z}, (s.first_ms, s.last_ms, s.place)) AS b
      FROM stays s JOIN starts USING (person, observation)
      WHERE s.x IS NOT NULL AND s.first_ms <= starts.at + ${displacementMinutes} * 60000 GROUP BY ALL)
    SELECT ${displacementMinutes} AS delay_minutes, sum(mm::HUGEINT * mm)::DOUBLE / 1e12 / count(*) AS msd_km2, count(*)::INTEGER AS persons
    FROM (SELECT round(1000 * ${metresBetween('a', 'b')})::BIGINT AS mm FROM ends)`,
};
