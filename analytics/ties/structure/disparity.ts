import { degreeOf, strengths, type Graph } from './graph.ts';

/**
 * Disparity of each edge: (1 − w/s)^(k − 1) at its ends, the smaller one kept; an end with one neighbour says nothing, and an edge
 * with two such ends has none: NaN. Low where the edge carries more than chance of someone's weight. Source: Serrano et al.
 * 2009; graphology disparity.
 */
export const disparities = (graph: Graph): Float64Array => {
  const strength = strengths(graph);
  const at = (i: number, w: number): number => {
    const k = degreeOf(graph, i);
    return k < 2 ? Number.POSITIVE_INFINITY : (1 - w / (strength[i] ?? 1)) ** (k - 1);
  };
  return graph.edgeWeight.map((w, e) => {
    const least = Math.min(at(graph.edgeA[e] ?? 0, w), at(graph.edgeB[e] ?? 0, w));
    return Number.isFinite(least) ? least : Number.NaN;
  });
};
