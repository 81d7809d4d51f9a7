import { STAY_SHARES } from './entropy.ts';
import type { Metric } from './metric.ts';
import { WHOLE_DAYS } from './need.ts';

const base = {
  need: WHOLE_DAYS,
  absent: 'no_stay',
  from: STAY_SHARES,
  type: 'DOUBLE',
  unit: 'share',
} as const;

/** Share of stay time at the place of most time. Source: RAPIDS, time at top 1. */
export const topPlaceTimeShare: Metric = {
  ...base,
  name: 'top_place_time_share',
  label: { fr: 'Part du temps au lieu principal', en: 'Share of time at the main place' },
  definition: 'Stay time at the place of most time ÷ all stay time.',
  source: 'time at top 1, RAPIDS phone-locations',
  value: 't.top1_share',
};

/** Share of stay time at the three places of most time; 1 with three places or fewer. Source: RAPIDS, time at top 3. */
export const topThreeTimeShare: Metric = {
  ...base,
  name: 'top3_places_time_share',
  label: { fr: 'Part du temps aux trois lieux principaux', en: 'Share of time at the three main places' },
  definition: 'Stay time at the three places of most time ÷ all stay time.',
  source: 'time at top 1 to 3, RAPIDS phone-locations',
  value: 't.top3_share',
};
