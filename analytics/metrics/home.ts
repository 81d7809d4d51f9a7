import { ANCHORS, NO_HOME, NO_HOME_POINT } from './anchors.ts';
import type { Metric } from './metric.ts';
import { WHOLE_DAYS, WHOLE_NIGHTS } from './need.ts';

const base = {
  need: WHOLE_NIGHTS,
  absent: 'no_stay',
  from: ANCHORS,
  type: 'DOUBLE',
  parameters: ['nightFrom', 'nightTo'],
  reasons: ['no_night_stay'],
  reason: NO_HOME,
} as const;

/**
 * How sure home is: time at home in the night hours ÷ time stayed anywhere in them; 1 where the phone declared home. Unit: share.
 * Without a stay at night there is no home (scikit-mobility falls back on the whole day, which may name a workplace).
 */
export const homeConfidence: Metric = {
  ...base,
  name: 'home_confidence',
  unit: 'share',
  label: { fr: 'Certitude du domicile', en: 'Confidence in home' },
  definition:
    'Time at the place of most night time ÷ time stayed anywhere at night; 1 where home was declared.',
  source: 'home location, scikit-mobility, Jasmine, RAPIDS; confidence ours',
  value: 't.home_confidence',
};

/** Nights with any stay at home, a night counted from noon to noon. Unit: nights. */
export const homeNights: Metric = {
  ...base,
  name: 'home_nights',
  unit: 'nights',
  type: 'INTEGER',
  label: { fr: 'Nuits au domicile', en: 'Nights at home' },
  definition: 'Nights, noon to noon, with any time stayed at home in the night hours.',
  source: 'RAPIDS phone-locations',
  value: 't.home_nights',
};

/** Time at home ÷ all stay time. Unit: share. Source: bandicoot percent_at_home, in time rather than bins. */
export const homeShare: Metric = {
  ...base,
  name: 'time_at_home_share',
  unit: 'share',
  label: { fr: 'Part du temps au domicile', en: 'Share of time at home' },
  definition: 'Stay time at home ÷ all stay time.',
  source: 'percent at home, bandicoot; timeathome, RAPIDS',
  value: 't.home_share',
};

/** Time at home. Unit: minutes. Grows with observation: read it beside `coverage`. Source: Jasmine home_time. */
export const homeTime: Metric = {
  ...base,
  name: 'home_minutes',
  unit: 'minutes',
  label: { fr: 'Temps au domicile', en: 'Time at home' },
  definition: 'Stay time at home.',
  source: 'home_time, Jasmine',
  value: 't.home_minutes',
};

const reach = {
  ...base,
  need: WHOLE_DAYS,
  unit: 'km',
  reasons: ['no_night_stay', 'home_without_place'],
  reason: NO_HOME_POINT,
};

/** Longest great-circle distance from home to a stay. Unit: km. Only home: 0. Source: scikit-mobility, RAPIDS, Jasmine. */
export const farthestFromHome: Metric = {
  ...reach,
  name: 'max_km_from_home',
  label: { fr: 'Plus grande distance au domicile', en: 'Longest distance from home' },
  definition: 'Longest great-circle distance from home to a stay; 0 where there is only home.',
  source: 'max distance from home, scikit-mobility individual.py; Jasmine; RAPIDS',
  value: 't.farthest_m / 1000',
};

/** Mean distance from home, weighted by stay time. Unit: km. */
export const meanFromHome: Metric = {
  ...reach,
  name: 'mean_km_from_home',
  label: { fr: 'Distance moyenne au domicile', en: 'Mean distance from home' },
  definition: 'Mean great-circle distance from home, weighted by stay time.',
  source: 'Jasmine; RAPIDS',
  value: 't.mean_m / 1000',
};
