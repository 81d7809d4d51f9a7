import { degreeOf, type Graph } from './graph.ts';

/**
 * Local clustering: ties among a node's neighbours ÷ how many there could be; 0 with fewer than two neighbours, as networkx.
 * With `weighted`, each triangle counts the geometric mean of its weights ÷ the largest weight of all (Onnela et al. 2005).
 */
export const clusterings = (graph: Graph, weighted = false): Float64Array => {
  const { nodes, start, target, weight, edgeWeight } = graph;
  let most = 1;
  if (weighted) most = edgeWeight.reduce((largest, w) => Math.max(largest, w), 0) || 1;
  const result = new Float64Array(nodes);
  const near = new Int32Array(nodes).fill(-1);
  const own = new Float64Array(nodes);
  for (let i = 0; i < nodes; i += 1) {
    const k = degreeOf(graph, i);
    if (k < 2) continue;
    const [from, to] = [start[i] ?? 0, start[i + 1] ?? 0];
    for (let m = from; m < to; m += 1) {
      near[target[m] ?? 0] = i;
      own[target[m] ?? 0] = weight[m] ?? 0;
    }
    let sum = 0;
    for (let m = from; m < to; m += 1) {
      const j = target[m] ?? 0;
      for (let n = start[j] ?? 0; n < (start[j + 1] ?? 0); n += 1) {
        const q = target[n] ?? 0;
        if (near[q] !== i) continue;
        sum += weighted ? Math.cbrt(((own[j] ?? 0) * (own[q] ?? 0) * (weight[n] ?? 0)) / most ** 3) : 1;
      }
    }
    result[i] = sum / (k * (k - 1));
  }
  return result;
};
