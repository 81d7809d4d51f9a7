import type { Metric, Relation } from './metric.ts';
import { WHOLE_DAYS } from './need.ts';

const EXPLORATION: Relation = {
  name: 'exploration',
  sql: () => `
    WITH numbered AS (
      SELECT g, person, observation, place, first_ms,
             row_number() OVER (PARTITION BY person, observation, place ORDER BY first_ms, last_ms) AS visit,
             lag(last_ms) OVER (PARTITION BY person, observation, place ORDER BY first_ms, last_ms) AS left_ms
      FROM unit_stays)
    SELECT g, count(*) AS visits, count(*) FILTER (WHERE visit = 1) AS firsts,
           sum(first_ms - left_ms)::BIGINT / 3600000.0 / nullif(count(left_ms), 0) AS return_hours
    FROM numbered GROUP BY g`,
};

const base = { need: WHOLE_DAYS, absent: 'no_stay', from: EXPLORATION } as const;

/** Places stayed at for the first time by the person in what was observed so far. In the first period all are new. */
export const newPlaces: Metric = {
  ...base,
  name: 'new_places',
  unit: 'places',
  type: 'INTEGER',
  label: { fr: 'Nouveaux lieux', en: 'New places' },
  definition: 'Places whose first observed stay falls in the period; all are new in the first period.',
  source: 'increment of S(t), Song et al. 2010',
  value: 't.firsts',
};

/** Share of visits that go back to a known place: 1 − new places ÷ visits. Unit: share. */
export const returnShare: Metric = {
  ...base,
  name: 'return_share',
  unit: 'share',
  type: 'DOUBLE',
  label: { fr: 'Part des retours', en: 'Share of returns' },
  definition: 'Visits to a place already stayed at ÷ all visits.',
  source: 'exploration and preferential return, Song et al. 2010; repeatability, HuMobi',
  value: '1 - t.firsts / t.visits',
};

/** Mean time from leaving a place to coming back to it, over the returns of the period. Unit: hours. No return: null. */
export const returnTime: Metric = {
  ...base,
  name: 'mean_return_hours',
  unit: 'hours',
  type: 'DOUBLE',
  label: { fr: 'Temps moyen avant retour', en: 'Mean time to return' },
  definition:
    'Mean time from the end of a stay to the beginning of the next at the same place; null without a return.',
  source: 'return time, González et al. 2008; HuMobi',
  reasons: ['no_return'],
  value: 't.return_hours',
  reason: "CASE WHEN t.return_hours IS NULL THEN 'no_return' END",
};
