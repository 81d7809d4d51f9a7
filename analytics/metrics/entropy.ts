import type { Metric, Relation } from './metric.ts';

/** How stay time and visits are shared among the places of a unit. */
export const STAY_SHARES: Relation = {
  name: 'stay_shares',
  sql: () => `
    WITH places AS (SELECT g, place, sum(ms)::BIGINT AS w FROM unit_stays WHERE ms > 0 GROUP BY g, place),
    sums AS (
      SELECT g, sum(w)::BIGINT AS total, count(*)::INTEGER AS places, sum(round(w * log2(w) * 1e6)::HUGEINT) AS terms,
             max(w) AS top1, list_sum(list_slice(list_reverse_sort(list(w)), 1, 3)) AS top3
      FROM places GROUP BY g)
    SELECT g, places, total, top1 / total AS top1_share, top3 / total AS top3_share,
           CASE WHEN places = 1 THEN 0.0 ELSE greatest(0.0, log2(total) - terms::DOUBLE / 1e6 / total) END AS entropy
    FROM sums`,
};

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
  from: STAY_SHARES,
  value: 't.entropy',
};
