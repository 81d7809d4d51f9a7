import { strengths, type Graph } from './graph.ts';

/**
 * Burt's constraint c_i = Σ_j (p_ij + Σ_q p_iq p_qj)² over neighbours j, q ≠ i, j; p_ij the share of i's weight that goes to j.
 * An isolated node has none: NaN, never 0. Source: Burt 1992; networkx structuralholes.py.
 */
export const constraints = (graph: Graph): Float64Array => {
  const { nodes, start, target, weight } = graph;
  const strength = strengths(graph);
  const result = new Float64Array(nodes).fill(Number.NaN);
  const reach = new Float64Array(nodes);
  const near = new Int32Array(nodes).fill(-1);
  for (let i = 0; i < nodes; i += 1) {
    const [from, to] = [start[i] ?? 0, start[i + 1] ?? 0];
    if (from === to) continue;
    const own = strength[i] ?? 1;
    for (let k = from; k < to; k += 1) {
      const j = target[k] ?? 0;
      near[j] = i;
      reach[j] = (weight[k] ?? 0) / own;
    }
    for (let k = from; k < to; k += 1) {
      const q = target[k] ?? 0;
      const share = (weight[k] ?? 0) / own / (strength[q] ?? 1);
      for (let m = start[q] ?? 0; m < (start[q + 1] ?? 0); m += 1) {
        const j = target[m] ?? 0;
        if (near[j] === i) reach[j] = (reach[j] ?? 0) + share * (weight[m] ?? 0);
      }
    }
    let sum = 0;
    for (let k = from; k < to; k += 1) sum += (reach[target[k] ?? 0] ?? 0) ** 2;
    result[i] = sum;
  }
  return result;
};
