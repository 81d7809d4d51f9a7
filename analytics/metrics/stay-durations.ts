import type { Metric, Relation } from './metric.ts';
import { ANY, WHOLE_DAYS } from './need.ts';

const DURATIONS: Relation = {
  name: 'stay_durations',
  sql: () => `
    SELECT g, count(*) AS n, sum(ms)::BIGINT AS total, median(ms) AS median_ms, max(ms) AS longest_ms,
           sqrt(greatest(0.0, sum(ms::HUGEINT * ms)::DOUBLE / count(*) - (sum(ms)::DOUBLE / count(*)) ** 2)) AS sd_ms
    FROM unit_stays GROUP BY g`,
};
const base = {
  absent: 'no_stay',
  from: DURATIONS,
  type: 'DOUBLE',
  unit: 'minutes',
  source: 'length of stay, RAPIDS',
} as const;

/** Mean length of stays. Unit: minutes. */
export const meanStay: Metric = {
  ...base,
  need: ANY,
  name: 'mean_stay_minutes',
  label: { fr: 'Durée moyenne des séjours', en: 'Mean length of stays' },
  definition: 'Mean length of stays, from the first to the last fix inside.',
  value: 't.total / 60000.0 / t.n',
};

/** Median length of stays. Unit: minutes. */
export const medianStay: Metric = {
  ...base,
  need: ANY,
  name: 'median_stay_minutes',
  label: { fr: 'Durée médiane des séjours', en: 'Median length of stays' },
  definition: 'Median length of stays.',
  value: 't.median_ms / 60000.0',
};

/** Standard deviation of the lengths of stays, ÷ n. Unit: minutes. One stay: 0. */
export const sdStay: Metric = {
  ...base,
  need: ANY,
  name: 'sd_stay_minutes',
  label: { fr: 'Écart-type de la durée des séjours', en: 'Standard deviation of stays' },
  definition: 'Population standard deviation of the lengths of stays; 0 with one.',
  value: 't.sd_ms / 60000.0',
};

/** Share of the observed time that is not stayed anywhere: on the move or too short to be a stay. Unit: share. */
export const movingShare: Metric = {
  ...base,
  need: WHOLE_DAYS,
  name: 'moving_share',
  unit: 'share',
  label: { fr: 'Part du temps en mouvement', en: 'Share of time on the move' },
  definition: '1 − stay time ÷ observed time, never below 0.',
  source: 'moving to static ratio, RAPIDS',
  value: 'greatest(0.0, 1 - t.total / nullif(u.observed_ms, 0))',
};
