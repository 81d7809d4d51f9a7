import type { Graph } from './graph.ts';

/**
 * Which edges are bridges: removed, they part the network. 1 or 0 by edge. One walk in depth, without recursion. Source: Tarjan
 * 1974; networkx bridges.py.
 */
export const bridges = (graph: Graph): Uint8Array => {
  const { nodes, start, target, edgeA, edgeB } = graph;
  const seen = new Int32Array(nodes).fill(-1);
  const low = new Int32Array(nodes);
  const parent = new Int32Array(nodes).fill(-1);
  const at = start.slice(0, nodes);
  const stack = new Int32Array(nodes);
  const cut = new Set<number>();
  let time = 0;
  for (let root = 0; root < nodes; root += 1) {
    if ((seen[root] ?? -1) >= 0) continue;
    let depth = 0;
    stack[0] = root;
    seen[root] = low[root] = time++;
    while (depth >= 0) {
      const v = stack[depth] ?? 0;
      const k = at[v] ?? 0;
      if (k < (start[v + 1] ?? 0)) {
        at[v] = k + 1;
        const w = target[k] ?? 0;
        if ((seen[w] ?? -1) < 0) {
          parent[w] = v;
          seen[w] = low[w] = time++;
          depth += 1;
          stack[depth] = w;
        } else if (w !== parent[v]) low[v] = Math.min(low[v] ?? 0, seen[w] ?? 0);
        continue;
      }
      depth -= 1;
      const p = parent[v] ?? -1;
      if (p < 0) continue;
      low[p] = Math.min(low[p] ?? 0, low[v] ?? 0);
      if ((low[v] ?? 0) > (seen[p] ?? 0)) cut.add(Math.min(p, v) * nodes + Math.max(p, v));
    }
  }
  return Uint8Array.from(edgeA, (a, e) => (cut.has(a * nodes + (edgeB[e] ?? 0)) ? 1 : 0));
};
