import { ANCHORS, NO_WORK } from './anchors.ts';
import type { Metric } from './metric.ts';
import { WHOLE_DAYS } from './need.ts';

const base = {
  need: WHOLE_DAYS,
  absent: 'no_stay',
  from: ANCHORS,
  type: 'DOUBLE',
  parameters: ['nightFrom', 'nightTo', 'workFrom', 'workTo'],
  reasons: ['no_working_hours_stay'],
  reason: NO_WORK,
} as const;

/**
 * How sure the main weekday place is: its share of the time stayed away from home in working hours. Unit: share. It is where the
 * person is on weekdays, be it a job, a school or a library: nothing says that it is paid work.
 */
export const workConfidence: Metric = {
  ...base,
  name: 'work_confidence',
  unit: 'share',
  label: { fr: 'Certitude du lieu de journée', en: 'Confidence in the weekday place' },
  definition:
    'Time at the main weekday place ÷ time stayed away from home, Monday to Friday in working hours.',
  source: 'OSNA, trackintel location_identification.py; confidence ours',
  value: 't.work_confidence',
};

/** Time at the main weekday place ÷ all stay time. Unit: share. */
export const workShare: Metric = {
  ...base,
  name: 'time_at_work_share',
  unit: 'share',
  label: { fr: 'Part du temps au lieu de journée', en: 'Share of time at the weekday place' },
  definition: 'Stay time at the main weekday place ÷ all stay time.',
  source: 'trackintel location_identification.py',
  value: 't.work_share',
};

/** Great-circle distance from home to the main weekday place. Unit: km. */
export const homeWork: Metric = {
  ...base,
  name: 'home_work_km',
  unit: 'km',
  label: { fr: 'Distance du domicile au lieu de journée', en: 'Distance from home to the weekday place' },
  definition: 'Great-circle distance between home and the main weekday place.',
  source: 'commuting distance',
  reasons: ['no_working_hours_stay', 'no_home_with_a_place'],
  value: 't.home_work_m / 1000',
  reason:
    "CASE WHEN t.work_place IS NULL THEN 'no_working_hours_stay' WHEN t.home_work_m IS NULL THEN 'no_home_with_a_place' END",
};
