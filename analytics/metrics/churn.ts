import type { Metric, Relation } from './metric.ts';
import { WHOLE_DAYS } from './need.ts';

const CHURN: Relation = {
  name: 'churn',
  sql: () => `
    WITH counts AS (
      SELECT person, observation, (day_ix + 3) // 7 AS week, place, count(*)::BIGINT AS n FROM stays GROUP BY ALL),
    norms AS (SELECT person, observation, week, sum(n * n)::BIGINT AS squares FROM counts GROUP BY ALL),
    pairs AS (
      SELECT b.person, b.observation, b.week, a.squares AS before, b.squares AS now
      FROM norms b JOIN norms a ON a.person = b.person AND a.observation = b.observation AND a.week = b.week - 1),
    products AS (
      SELECT b.person, b.observation, b.week, sum(a.n * b.n)::BIGINT AS product
      FROM counts b JOIN counts a ON a.person = b.person AND a.observation = b.observation AND a.week = b.week - 1 AND a.place = b.place
      GROUP BY ALL),
    churns AS (
      SELECT p.person, p.observation, p.week, 1 - coalesce(q.product, 0) / sqrt(p.before::DOUBLE * p.now::DOUBLE) AS churn
      FROM pairs p LEFT JOIN products q USING (person, observation, week)),
    owners AS (SELECT DISTINCT g, person, observation, (day_ix + 3) // 7 AS week FROM unit_stays)
    SELECT o.g, count(c.churn) AS weeks, sum(round(c.churn * 1e9)::BIGINT)::BIGINT / 1e9 / nullif(count(c.churn), 0) AS churn
    FROM owners o LEFT JOIN churns c USING (person, observation, week) GROUP BY o.g`,
};

/**
 * Churn: 1 − cosine of the visits per place in a week and in the week before, averaged over the weeks of the period that follow
 * one with a stay. Unit: 0 (same places as often) to 1 (none in common). The first week: null. A week looks back, never
 * forward. Source: bandicoot spatial.py.
 */
export const churn: Metric = {
  name: 'place_churn',
  unit: 'share',
  type: 'DOUBLE',
  label: { fr: 'Renouvellement des lieux', en: 'Churn of places' },
  definition: '1 − cosine of visits per place in a week and the week before, mean over the period’s weeks.',
  source: 'churn_rate, bandicoot spatial.py',
  need: WHOLE_DAYS,
  absent: 'no_stay',
  reasons: ['no_week_before'],
  from: CHURN,
  value: 't.churn',
  reason: "CASE WHEN t.weeks = 0 THEN 'no_week_before' END",
};
