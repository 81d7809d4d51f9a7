import type { Graph } from './graph.ts';

/**
 * Betweenness: for each node the sum over pairs of others of the share of their shortest ways that pass through it, every pair
 * once; ÷ (n − 1)(n − 2)/2 when normalised. Ways count edges, not weights. Source: Brandes 2001.
 */
export const betweennesses = (graph: Graph, normalised = true): Float64Array => {
  const { nodes, start, target } = graph;
  const result = new Float64Array(nodes);
  const distance = new Int32Array(nodes);
  const ways = new Float64Array(nodes);
  const credit = new Float64Array(nodes);
  const queue = new Int32Array(nodes);
  for (let source = 0; source < nodes; source += 1) {
    distance.fill(-1);
    distance[source] = 0;
    ways[source] = 1;
    queue[0] = source;
    let length = 1;
    for (let head = 0; head < length; head += 1) {
      const v = queue[head] as number;
      const next = (distance[v] as number) + 1;
      const through = ways[v] as number;
      const end = start[v + 1] as number;
      for (let k = start[v] as number; k < end; k += 1) {
        const w = target[k] as number;
        const d = distance[w] as number;
        if (d < 0) {
          distance[w] = next;
          ways[w] = through;
          queue[length] = w;
          length += 1;
        } else if (d === next) ways[w] = (ways[w] as number) + through;
      }
    }
    for (let head = 0; head < length; head += 1) credit[queue[head] as number] = 0;
    for (let head = length - 1; head > 0; head -= 1) {
      const w = queue[head] as number;
      const before = (distance[w] as number) - 1;
      const each = (1 + (credit[w] as number)) / (ways[w] as number);
      const end = start[w + 1] as number;
      for (let k = start[w] as number; k < end; k += 1) {
        const v = target[k] as number;
        if (distance[v] === before) credit[v] = (credit[v] as number) + (ways[v] as number) * each;
      }
      result[w] = (result[w] as number) + (credit[w] as number);
    }
  }
  const pairs = normalised ? (nodes - 1) * (nodes - 2) : 2;
  return pairs > 0 ? result.map((sum) => sum / pairs) : result;
};
