import { DAY_SEQUENCES } from './day-sequences.ts';
import type { Metric } from './metric.ts';
import { WHOLE_DAYS } from './need.ts';

const base = {
  need: WHOLE_DAYS,
  absent: 'no_stay',
  from: DAY_SEQUENCES,
  source: 'daily motifs, Schneider et al. 2013',
} as const;

/** How many shapes the person's days have: networks of ways between places, whatever the places are. Unit: motifs. */
export const motifKinds: Metric = {
  ...base,
  name: 'day_motifs',
  unit: 'motifs',
  type: 'INTEGER',
  label: { fr: 'Formes de journée', en: 'Shapes of days' },
  definition:
    'Distinct daily networks of ways between places, up to which place is which; days of more than six places are one.',
  value: 't.motifs',
};

/** Share of the days stayed that have the person's most frequent shape. Unit: share. */
export const topMotifShare: Metric = {
  ...base,
  name: 'top_motif_share',
  unit: 'share',
  type: 'DOUBLE',
  label: { fr: 'Part de la forme de journée la plus fréquente', en: 'Share of the commonest shape of day' },
  definition: 'Days of the most frequent motif ÷ days with a stay.',
  value: 't.top / t.days',
};
