import type { Metric } from './metric.ts';
import { radiusOf, radiusOfGyration } from './radius-of-gyration.ts';

/**
 * Radius of gyration of the stays outside the home zone. Unit: kilometres. A person who hides their home sends time at
 * home without a place, so that `rg_km` cannot be known; this one can, and is another measure under another name: it
 * does not see how far from home life is, only how widely the rest of it is spread. Same formula, edges and need.
 */
export const radiusOutsideHome: Metric = {
  ...radiusOfGyration,
  name: 'rg_outside_home_km',
  label: { fr: 'Rayon de giration hors domicile', en: 'Radius of gyration outside home' },
  definition:
    '√(Σ w d² / Σ w) over stays outside the home zone: d great-circle distance to their spherical centre, w stay time; 0 with one place; logger only.',
  absent: 'no_stay_outside_home',
  from: radiusOf('radius_outside_home', 'NOT home'),
};
