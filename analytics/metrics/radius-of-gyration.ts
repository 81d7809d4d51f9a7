import { EARTH_KM, UNIT } from '../traces/geometry.ts';
import { WHOLE_DAYS } from './need.ts';
import type { Metric, Relation } from './metric.ts';
import type { MeasureParameters } from './parameters.ts';

/** Up to this diagonal of the stays' box, chord and arc differ by less than 3e-6. */
const CLOSED_FORM_KM = 50;

/**
 * SQL of the radius over stays that satisfy a predicate.
 *
 * Up to a 50 km diagonal the closed form on chords is used: mean squared offset from the first stay minus the squared
 * mean offset, from integer sums. Beyond, squared distances to the centre are summed as integers of mm². Tested on both
 * sides.
 */
const radiusSql = (where: string, weight: string, rows: string): string =>
  `WITH weighed AS (
          SELECT g, place, x, y, z, ${weight} AS ms, home,
                 first_value(x IGNORE NULLS) OVER w AS x0, first_value(y IGNORE NULLS) OVER w AS y0,
                 first_value(z IGNORE NULLS) OVER w AS z0
          FROM ${rows} WHERE ${weight} > 0 AND ${where}
          WINDOW w AS (PARTITION BY g ORDER BY first_ms, last_ms, place
                       ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)),
        sums AS (
          SELECT g, sum(ms)::DOUBLE AS w, bool_or(home AND x IS NULL) AS homeless,
                 sum(ms::HUGEINT * (x - x0))::DOUBLE AS sx, sum(ms::HUGEINT * (y - y0))::DOUBLE AS sy,
                 sum(ms::HUGEINT * (z - z0))::DOUBLE AS sz,
                 sum(ms::HUGEINT * ((x - x0)::HUGEINT * (x - x0) + (y - y0)::HUGEINT * (y - y0)
                                    + (z - z0)::HUGEINT * (z - z0)))::DOUBLE AS ss,
                 sum(ms::HUGEINT * x)::DOUBLE AS cx, sum(ms::HUGEINT * y)::DOUBLE AS cy, sum(ms::HUGEINT * z)::DOUBLE AS cz,
                 ${EARTH_KM / UNIT} * sqrt((max(x) - min(x))::DOUBLE ** 2 + (max(y) - min(y))::DOUBLE ** 2
                                           + (max(z) - min(z))::DOUBLE ** 2) AS diagonal_km
          FROM weighed GROUP BY g),
        distances AS (
          SELECT s.g, s.w, t.ms,
                 round(1e6 * 2 * ${EARTH_KM} * asin(least(1.0, sqrt(
                   (t.x / ${UNIT} - s.cx / n.norm) ** 2 + (t.y / ${UNIT} - s.cy / n.norm) ** 2
                   + (t.z / ${UNIT} - s.cz / n.norm) ** 2) / 2)))::HUGEINT AS mm
          FROM sums s, LATERAL (SELECT sqrt(s.cx ** 2 + s.cy ** 2 + s.cz ** 2) AS norm) n
               JOIN weighed t ON t.g = s.g
          WHERE s.diagonal_km > ${CLOSED_FORM_KM} AND n.norm > 0 AND NOT s.homeless),
        far AS (
          SELECT g, sqrt(sum(ms * mm * mm)::DOUBLE / any_value(w)) / 1e6 AS value
          FROM distances GROUP BY g)
        SELECT s.g,
               CASE WHEN s.homeless THEN NULL
                    WHEN s.diagonal_km <= ${CLOSED_FORM_KM}
                    THEN ${EARTH_KM / UNIT} * sqrt(greatest(0.0,
                           s.ss / s.w - (s.sx / s.w) ** 2 - (s.sy / s.w) ** 2 - (s.sz / s.w) ** 2))
                    ELSE f.value END AS value,
               CASE WHEN s.homeless THEN 'home_without_place'
                    WHEN s.diagonal_km > ${CLOSED_FORM_KM} AND f.value IS NULL THEN 'centre_undefined' END AS reason
        FROM sums s LEFT JOIN far f ON f.g = s.g`;

/** Radius of gyration of stays that satisfy a predicate, weighted by an SQL expression of whole numbers. */
export const radiusOf = (
  name: string,
  where: string,
  weight = 'ms',
  rows: (parameters: MeasureParameters) => string = () => 'unit_stays',
): Relation => ({
  name,
  sql: (parameters) => radiusSql(where, weight, rows(parameters)),
});

/** A radius is null where home was seen without a place, or where the centre of the sphere's points is none. */
export const RADIUS_VALUE = {
  value: 't.value',
  reason: 't.reason',
  reasons: ['home_without_place', 'centre_undefined'],
} as const;

/**
 * Radius of gyration √(Σ w d(p, c)² / Σ w), w stay time, c the centre on the sphere (normalised mean of unit vectors),
 * d great-circle. Unit: kilometres. One place: 0. Needs continuous observation (4 days, half the week): play sessions
 * are the walks people chose to record, not their lives. Home stays without a place make it null (`home_without_place`).
 *
 * Source: González et al. 2008; scikit-mobility's arithmetic centre breaks across the antimeridian, this one not.
 */
export const radiusOfGyration: Metric = {
  name: 'rg_km',
  unit: 'km',
  type: 'DOUBLE',
  label: { fr: 'Rayon de giration', en: 'Radius of gyration' },
  definition:
    '√(Σ w d² / Σ w): d great-circle distance from stays to their spherical centre, w stay time; 0 with one place; logger only.',
  source: 'González et al. 2008, weighted by stay time, spherical centre',
  need: WHOLE_DAYS,
  absent: 'no_stay',
  from: radiusOf('radius', 'true'),
  ...RADIUS_VALUE,
};
