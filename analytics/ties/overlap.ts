/**
 * Relation `(a, b, common, overlap, flag)` over an undirected edge relation `(a, b)` with each edge once.
 *
 * Overlap after Onnela et al. 2007: n_ab / ((k_a − 1) + (k_b − 1) − n_ab), n_ab common neighbours, k degrees. When
 * neither end has another neighbour the denominator is 0: overlap 0 with the flag `no_other_neighbour`. `overlap` is
 * null where it cannot be known, never here: the caller keeps to edges whose both ends are observed.
 */
export const overlapOf = (edges: string): string => `(
  WITH e AS (SELECT DISTINCT a, b FROM ${edges}),
  both_ways AS (SELECT a, b FROM e UNION ALL SELECT b AS a, a AS b FROM e),
  degrees AS (SELECT a, count(*) AS k FROM both_ways GROUP BY a),
  shared AS (
    SELECT e.a, e.b, count(*) AS common
    FROM e JOIN both_ways x ON x.a = e.a JOIN both_ways y ON y.a = e.b AND y.b = x.b GROUP BY e.a, e.b)
  SELECT e.a, e.b, coalesce(s.common, 0)::INTEGER AS common,
         CASE WHEN p.k + q.k - 2 - coalesce(s.common, 0) = 0 THEN 0.0
              ELSE coalesce(s.common, 0)::DOUBLE / (p.k + q.k - 2 - coalesce(s.common, 0)) END AS overlap,
         CASE WHEN p.k + q.k - 2 - coalesce(s.common, 0) = 0 THEN 'no_other_neighbour' END AS flag
  FROM e JOIN degrees p ON p.a = e.a JOIN degrees q ON q.a = e.b LEFT JOIN shared s ON s.a = e.a AND s.b = e.b)`;
