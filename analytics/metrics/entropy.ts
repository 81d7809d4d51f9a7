import type { Metric } from './metric.ts';

/**
 * Entropy of where stay time goes: −Σ p log2 p, p the share of stay time at a place; places are resolution-10 cells
 * and home. Unit: bits. One place: 0. No stay: null with `no_stay`. Written as log2 W − (Σ w log2 w) / W with w in
 * milliseconds; each w log2 w is rounded to 1e-6 and summed as an integer. Source: uncorrelated entropy of Song et al.
 * 2010, by time as in bandicoot, in bits (bandicoot and RAPIDS give nats).
 */
export const entropy: Metric = {
  name: 'stay_entropy_bits',
  unit: 'bits',
  type: 'DOUBLE',
  label: { fr: 'Variété des lieux de séjour', en: 'Variety of stay places' },
  definition:
    '−Σ p log2 p over the places of the week (resolution-10 cells and home), p the share of stay time; 0 with one place.',
  source: 'uncorrelated entropy (Song et al. 2010), weighted by stay time',
  need: { mode: 'any' },
  absent: 'no_stay',
  sql: `WITH places AS (
          SELECT person, observation, week, place, sum(ms)::BIGINT AS w FROM stays WHERE ms > 0 GROUP BY ALL),
        sums AS (
          SELECT person, observation, week, sum(w)::BIGINT AS total, count(*) AS places,
                 sum(round(w * log2(w) * 1e6)::HUGEINT) AS terms
          FROM places GROUP BY ALL)
        SELECT person, observation, week,
               CASE WHEN places = 1 THEN 0.0 ELSE greatest(0.0, log2(total) - terms::DOUBLE / 1e6 / total) END AS value,
               NULL::VARCHAR AS reason
        FROM sums`,
};
