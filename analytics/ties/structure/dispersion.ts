import type { Graph } from './graph.ts';

const neighbours = ({ start, target }: Graph, i: number): Int32Array =>
  target.subarray(start[i] ?? 0, start[i + 1] ?? 0);

/**
 * Dispersion of u's tie to v: pairs of common neighbours s, t that are not adjacent and share no neighbour of u other than u and v.
 * Not the same from v's side. Source: Backstrom & Kleinberg 2014; networkx dispersion.py.
 */
export const dispersionOf = (graph: Graph, u: number, v: number): number => {
  const ego = new Set(neighbours(graph, u));
  const common = [...neighbours(graph, v)].filter((w) => ego.has(w));
  const within = new Map<number, ReadonlySet<number>>();
  for (const s of common)
    within.set(s, new Set([...neighbours(graph, s)].filter((w) => ego.has(w) && w !== v && w !== u)));
  let pairs = 0;
  for (const [i, s] of common.entries())
    for (const t of common.slice(i + 1)) {
      const [p, q] = [within.get(s), within.get(t)];
      if (p === undefined || q === undefined || p.has(t)) continue;
      let met = false;
      for (const w of p) if (q.has(w)) met = true;
      if (!met) pairs += 1;
    }
  return pairs;
};

/** Dispersion of each edge from both of its ends. */
export const dispersions = (graph: Graph): { fromA: Float64Array; fromB: Float64Array } => ({
  fromA: Float64Array.from(graph.edgeA, (a, e) => dispersionOf(graph, a, graph.edgeB[e] ?? 0)),
  fromB: Float64Array.from(graph.edgeA, (a, e) => dispersionOf(graph, graph.edgeB[e] ?? 0, a)),
});

/** (dispersion + b)^alpha ÷ (embeddedness + c); the plain value where the divisor is 0, as networkx. */
export const normalisedDispersion = (
  dispersion: number,
  embeddedness: number,
  { alpha = 1, b = 0, c = 0 }: { alpha?: number; b?: number; c?: number } = {},
): number => {
  const raised = (dispersion + b) ** alpha;
  return embeddedness + c === 0 ? raised : raised / (embeddedness + c);
};
