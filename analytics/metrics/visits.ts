import type { Metric, Relation } from './metric.ts';
import { ANY } from './need.ts';

/** Visits among the places of a unit: a visit is a stay. Entropies are summed as integers of 1e-9. */
export const VISITS: Relation = {
  name: 'visits',
  sql: () => `
    WITH places AS (SELECT g, place, count(*) AS n FROM unit_stays GROUP BY g, place),
    sums AS (
      SELECT g, sum(n)::BIGINT AS visits, count(*)::INTEGER AS places, max(n) AS top,
             sum(round(n * log2(n) * 1e9)::HUGEINT) AS terms FROM places GROUP BY g)
    SELECT g, visits, places, top / visits AS top_share, log2(places) AS random_bits,
           CASE WHEN places = 1 THEN 0.0 ELSE greatest(0.0, log2(visits) - terms::DOUBLE / 1e9 / visits) END AS visit_bits
    FROM sums`,
};

const base = { need: ANY, absent: 'no_stay', from: VISITS } as const;

/** Stays of the unit: a stay is one visit. 0 is never given for what was not seen: no stay is null with `no_stay`. */
export const stays: Metric = {
  ...base,
  name: 'stays',
  unit: 'stays',
  type: 'INTEGER',
  label: { fr: 'Séjours', en: 'Stays' },
  definition: 'Stays that begin in the period; each is one visit.',
  source: 'number of visits, scikit-mobility individual.py, on stays rather than on fixes',
  value: 't.visits',
};

/** Distinct places stayed at. scikit-mobility counts exact coordinates of rows, so jittered fixes are places there. */
export const places: Metric = {
  ...base,
  name: 'places',
  unit: 'places',
  type: 'INTEGER',
  label: { fr: 'Lieux de séjour', en: 'Places stayed at' },
  definition: 'Distinct places among the stays.',
  source: 'number of locations, scikit-mobility individual.py, on places rather than on coordinates',
  value: 't.places',
};
