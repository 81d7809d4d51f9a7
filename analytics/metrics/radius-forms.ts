import type { Metric } from './metric.ts';
import { WHOLE_DAYS } from './need.ts';
import { RADIUS_VALUE, radiusOf, radiusOfGyration } from './radius-of-gyration.ts';

/** Radius of gyration with every stay of equal weight: scikit-mobility's on visits, trackintel's `count`. A02, A23. */
export const radiusOfVisits: Metric = {
  ...radiusOfGyration,
  name: 'rg_visits_km',
  label: { fr: 'Rayon de giration des visites', en: 'Radius of gyration of visits' },
  definition:
    '√(Σ d² / n): d great-circle distance from stays to their spherical centre, each stay once; 0 with one.',
  source: 'González et al. 2008; scikit-mobility individual.py; trackintel method count',
  from: radiusOf('radius_visits', 'true', '1'),
};

/**
 * k-radius of gyration: over the visits to the k most visited places, by visits, then by earliest visit. Unit: km. k = 1: 0.
 * Fewer than k places: all of them. Source: Pappalardo et al. 2015; scikit-mobility (which changes its input). A03.
 */
export const radiusOfTopPlaces: Metric = {
  name: 'rg_top_places_km',
  unit: 'km',
  type: 'DOUBLE',
  label: { fr: 'Rayon de giration des lieux principaux', en: 'Radius of gyration of the main places' },
  definition:
    'Radius of gyration of visits to the k most visited places (by visits, then earliest), each visit once; 0 with k = 1.',
  source: 'k-radius of gyration, Pappalardo et al. 2015; scikit-mobility individual.py',
  need: WHOLE_DAYS,
  parameters: ['topPlaces'],
  absent: 'no_stay',
  from: radiusOf(
    'radius_top_places',
    'true',
    '1',
    ({ topPlaces }) => `(
      SELECT s.* FROM unit_stays s JOIN (
        SELECT g, place, row_number() OVER (PARTITION BY g ORDER BY count(*) DESC, min(first_ms), place) AS rank
        FROM unit_stays GROUP BY g, place) USING (g, place) WHERE rank <= ${topPlaces})`,
  ),
  ...RADIUS_VALUE,
};
