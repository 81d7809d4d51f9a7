import { EARTH_KM, UNIT } from '../traces/geometry.ts';
import type { Metric, Relation } from './metric.ts';
import { WHOLE_DAYS } from './need.ts';

/** Millimetres-and-some of the closed form: offsets of 1e-9 of the radius, whose squares sum exactly. */
const STEP = UNIT / 1e9;

/**
 * Closed form on chords over integers: Σ|p|² − |Σp|²/n with p counted from the corner of the whole study, so that neither
 * squares nor sums overflow wherever on the sphere it lies; whole numbers all along, so the corner changes nothing.
 * @param rows relation with `g, x, y, z`
 */
export const fixesRadiusSql = (rows: string): string => `
  SELECT g, count(*) AS n, ${EARTH_KM / 1e9} * sqrt((count(*)::HUGEINT * sum(ss) - sum(dx)::HUGEINT * sum(dx)
           - sum(dy)::HUGEINT * sum(dy) - sum(dz)::HUGEINT * sum(dz))::DOUBLE) / count(*) AS km,
         ${EARTH_KM / 1e9} * sqrt((max(dx) - min(dx))::DOUBLE ** 2 + (max(dy) - min(dy))::DOUBLE ** 2
           + (max(dz) - min(dz))::DOUBLE ** 2) AS diagonal_km
  FROM (SELECT g, dx, dy, dz, dx * dx + dy * dy + dz * dz AS ss FROM (
          SELECT g, x // ${STEP} - x0 AS dx, y // ${STEP} - y0 AS dy, z // ${STEP} - z0 AS dz
          FROM ${rows}, (SELECT min(x) // ${STEP} AS x0, min(y) // ${STEP} AS y0, min(z) // ${STEP} AS z0 FROM ${rows})))
  GROUP BY g`;

const FIXES: Relation = {
  name: 'radius_fixes',
  sql: () => fixesRadiusSql('(SELECT g, x, y, z FROM unit_dwells WHERE x IS NOT NULL)'),
};

/**
 * Radius of gyration of fixes, each of equal weight: what peers give on raw points. Unit: km. It weighs a place by how
 * often the phone wrote there, so read `rg_km` on stays. Chords throughout: above a 500 km diagonal, where they differ by 3e-4, it is null
 * (`wide_use_stays`). A49.
 */
export const radiusOfFixes: Metric = {
  name: 'rg_fixes_km',
  unit: 'km',
  type: 'DOUBLE',
  label: { fr: 'Rayon de giration des points', en: 'Radius of gyration of fixes' },
  definition: '√(Σ d² / n) over fixes of equal weight; follows the phone’s rhythm, prefer rg_km.',
  source: 'scikit-mobility individual.py on raw fixes; trackintel PR 563 says why not',
  need: WHOLE_DAYS,
  absent: 'no_fix_with_a_place',
  reasons: ['wide_use_stays'],
  from: FIXES,
  value: 't.km',
  reason: "CASE WHEN t.diagonal_km > 500 THEN 'wide_use_stays' END",
};
