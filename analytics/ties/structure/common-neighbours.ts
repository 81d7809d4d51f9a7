import { degreeOf, type Graph } from './graph.ts';

/** Common neighbours of both ends of each edge: embeddedness, Simmelian strength. Source: graphology simmelian-strength. */
export const commonNeighbours = (graph: Graph): Int32Array => {
  const { nodes, start, target, edgeA, edgeB } = graph;
  const common = new Int32Array(edgeA.length);
  const marked = new Int32Array(nodes).fill(-1);
  let of = -1;
  for (let e = 0; e < edgeA.length; e += 1) {
    const a = edgeA[e] ?? 0;
    if (a !== of) {
      of = a;
      for (let k = start[a] ?? 0; k < (start[a + 1] ?? 0); k += 1) marked[target[k] ?? 0] = a;
    }
    const b = edgeB[e] ?? 0;
    let n = 0;
    for (let k = start[b] ?? 0; k < (start[b + 1] ?? 0); k += 1) if (marked[target[k] ?? 0] === a) n += 1;
    common[e] = n;
  }
  return common;
};

/**
 * Neighbourhood overlap of each edge, Onnela et al. 2007: n_ab ÷ ((k_a − 1) + (k_b − 1) − n_ab). NaN where neither end has
 * another neighbour: the caller gives 0 and says so.
 */
export const overlaps = (graph: Graph, common: Int32Array): Float64Array =>
  Float64Array.from(common, (n, e) => {
    const others = degreeOf(graph, graph.edgeA[e] ?? 0) + degreeOf(graph, graph.edgeB[e] ?? 0) - 2 - n;
    return others === 0 ? Number.NaN : n / others;
  });

/** Jaccard of the two neighbourhoods, both ends in the union, as networkx: n_ab ÷ (k_a + k_b − n_ab). */
export const jaccards = (graph: Graph, common: Int32Array): Float64Array =>
  Float64Array.from(common, (n, e) => {
    const union = degreeOf(graph, graph.edgeA[e] ?? 0) + degreeOf(graph, graph.edgeB[e] ?? 0) - n;
    return union === 0 ? 0 : n / union;
  });

/** Σ f(k) over the common neighbours of each edge, k their degree: Adamic-Adar with 1/ln k, resource allocation with 1/k. */
export const overCommon = (graph: Graph, f: (degree: number) => number): Float64Array => {
  const { nodes, start, target, edgeA, edgeB } = graph;
  const sums = new Float64Array(edgeA.length);
  const marked = new Int32Array(nodes).fill(-1);
  for (let e = 0; e < edgeA.length; e += 1) {
    const [a, b] = [edgeA[e] ?? 0, edgeB[e] ?? 0];
    for (let k = start[a] ?? 0; k < (start[a + 1] ?? 0); k += 1) marked[target[k] ?? 0] = e;
    for (let k = start[b] ?? 0; k < (start[b + 1] ?? 0); k += 1)
      if (marked[target[k] ?? 0] === e) sums[e] = (sums[e] ?? 0) + f(degreeOf(graph, target[k] ?? 0));
  }
  return sums;
};

export const adamicAdar = (graph: Graph): Float64Array => overCommon(graph, (k) => 1 / Math.log(k));
export const resourceAllocation = (graph: Graph): Float64Array => overCommon(graph, (k) => 1 / k);
