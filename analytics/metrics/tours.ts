import { DAY_SEQUENCES } from './day-sequences.ts';
import type { Metric } from './metric.ts';
import { WHOLE_DAYS } from './need.ts';

/** Tours: ways back to where they began within a day, through another place, nested ones too. Source: trackintel tours. */
export const tours: Metric = {
  name: 'tours',
  unit: 'tours',
  type: 'INTEGER',
  label: { fr: 'Boucles', en: 'Tours' },
  definition:
    'Ways that leave a place and come back to it within the limit, through at least one other place.',
  source: 'tours, trackintel preprocessing/trips.py',
  need: WHOLE_DAYS,
  parameters: ['tourHours'],
  absent: 'no_stay',
  from: DAY_SEQUENCES,
  value: 't.tours',
};
