import type { Graph } from './graph.ts';

/**
 * Range of each edge: length of the shortest way between its ends without it; Infinity for a bridge. 2 where the ends share a
 * neighbour; above 2 the edge is a local bridge and this is its span. A search from both ends, the smaller front first.
 * Source: Granovetter 1973; tie range of Park, Blumenstock & Macy 2018; networkx local_bridges.
 * @param most searching stops at this length: edges farther get Infinity
 */
export const ranges = (graph: Graph, common: Int32Array, most = Number.POSITIVE_INFINITY): Float64Array => {
  const { nodes, start, target, edgeA, edgeB } = graph;
  const side = new Int32Array(nodes);
  const result = new Float64Array(edgeA.length);
  for (let e = 0; e < edgeA.length; e += 1)
    result[e] = (common[e] ?? 0) > 0 ? 2 : secondWay(edgeA[e] ?? 0, edgeB[e] ?? 0, e + 1);
  return result;

  /** Marks are +mark for what `a` reached, −mark for what `b` reached, so nothing is cleared between edges. */
  function secondWay(a: number, b: number, mark: number): number {
    side[a] = mark;
    side[b] = -mark;
    let [fronts, length] = [[[a], [b]] as [number[], number[]], 0];
    while (fronts[0].length > 0 && fronts[1].length > 0 && length < most) {
      const which = fronts[0].length <= fronts[1].length ? 0 : 1;
      const own = which === 0 ? mark : -mark;
      const next: number[] = [];
      length += 1;
      for (const v of fronts[which])
        for (let k = start[v] ?? 0; k < (start[v + 1] ?? 0); k += 1) {
          const w = target[k] ?? 0;
          if ((v === a && w === b) || (v === b && w === a)) continue;
          if (side[w] === -own) return length;
          if (side[w] === own) continue;
          side[w] = own;
          next.push(w);
        }
      fronts = which === 0 ? [next, fronts[1]] : [fronts[0], next];
    }
    return Number.POSITIVE_INFINITY;
  }
};
