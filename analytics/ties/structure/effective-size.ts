import { degreeOf, strengths, type Graph } from './graph.ts';

/**
 * Burt's effective size Σ_j (1 − Σ_q p_iq m_jq) over neighbours j: p_iq the share of i's weight that goes to q, m_jq the weight
 * of j and q ÷ the largest weight of j. Without weights this is n − 2t/n, t ties among the n neighbours. An isolated node
 * has none: NaN. networkx 3.6.1 divides by the wrong maximum on its fast path (A37). Source: Burt 1992, Borgatti 1997.
 */
export const effectiveSizes = (graph: Graph): Float64Array => {
  const { nodes, start, target, weight } = graph;
  const strength = strengths(graph);
  const largest = new Float64Array(nodes);
  for (let i = 0; i < nodes; i += 1)
    for (let k = start[i] ?? 0; k < (start[i + 1] ?? 0); k += 1)
      largest[i] = Math.max(largest[i] ?? 0, weight[k] ?? 0);
  const result = new Float64Array(nodes).fill(Number.NaN);
  const share = new Float64Array(nodes);
  const near = new Int32Array(nodes).fill(-1);
  for (let i = 0; i < nodes; i += 1) {
    const [from, to] = [start[i] ?? 0, start[i + 1] ?? 0];
    if (from === to) continue;
    for (let k = from; k < to; k += 1) {
      near[target[k] ?? 0] = i;
      share[target[k] ?? 0] = (weight[k] ?? 0) / (strength[i] ?? 1);
    }
    let redundant = 0;
    for (let k = from; k < to; k += 1) {
      const j = target[k] ?? 0;
      let same = 0;
      for (let m = start[j] ?? 0; m < (start[j + 1] ?? 0); m += 1) {
        const q = target[m] ?? 0;
        if (near[q] === i) same += (share[q] ?? 0) * (weight[m] ?? 0);
      }
      redundant += same / (largest[j] ?? 1);
    }
    result[i] = to - from - redundant;
  }
  return result;
};

/** Effective size ÷ number of neighbours. NaN for an isolated node. Source: Burt 1992. */
export const efficiencies = (graph: Graph, sizes: Float64Array): Float64Array =>
  sizes.map((size, i) => size / degreeOf(graph, i));
