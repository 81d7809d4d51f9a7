import type { StreetGraph } from './streets.ts';
import type { Point } from './projection.ts';

/** Shortest ways on foot. Trees are kept, so asking again for the same start is cheap. */
export type Router = {
  /** Crossings from one to another, both included, by the shortest way. */
  path(from: number, to: number): number[];
  /** Metres of that way. */
  metres(from: number, to: number): number;
  /** The crossing nearest to a point. */
  nearest(p: Point): number;
};

type Tree = { before: Int32Array; metres: Float64Array };

/** Dijkstra with a binary heap from one crossing to all others. */
const grow = (neighbours: readonly (readonly [number, number][])[], start: number): Tree => {
  const before = new Int32Array(neighbours.length).fill(-1);
  const metres = new Float64Array(neighbours.length).fill(Number.POSITIVE_INFINITY);
  metres[start] = 0;
  const heap: [number, number][] = [[0, start]];
  const swap = (i: number, j: number): void => {
    const held = heap[i] as [number, number];
    heap[i] = heap[j] as [number, number];
    heap[j] = held;
  };
  const cost = (i: number): number => heap[i]?.[0] ?? Number.POSITIVE_INFINITY;
  const push = (item: [number, number]): void => {
    heap.push(item);
    for (let i = heap.length - 1; i > 0;) {
      const up = (i - 1) >> 1;
      if (cost(up) <= cost(i)) break;
      swap(i, up);
      i = up;
    }
  };
  const pop = (): [number, number] | undefined => {
    const top = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || last === undefined) return top;
    heap[0] = last;
    for (let i = 0; ;) {
      const small = cost(2 * i + 2) < cost(2 * i + 1) ? 2 * i + 2 : 2 * i + 1;
      if (cost(small) >= cost(i)) break;
      swap(i, small);
      i = small;
    }
    return top;
  };
  for (let item = pop(); item !== undefined; item = pop()) {
    const [d, at] = item;
    if (d > (metres[at] ?? 0)) continue;
    for (const [next, length] of neighbours[at] ?? []) {
      const reached = d + length;
      if (reached >= (metres[next] ?? 0)) continue;
      metres[next] = reached;
      before[next] = at;
      push([reached, next]);
    }
  }
  return { before, metres };
};

/** A router over the town's streets. */
export const createRouter = (graph: StreetGraph): Router => {
  const neighbours = graph.nodes.map((): [number, number][] => []);
  for (const e of graph.edges) {
    neighbours[e.from]?.push([e.to, e.length]);
    neighbours[e.to]?.push([e.from, e.length]);
  }
  const trees = new Map<number, Tree>();
  const treeOf = (start: number): Tree => {
    const kept = trees.get(start) ?? grow(neighbours, start);
    trees.set(start, kept);
    return kept;
  };
  return {
    path: (from, to) => {
      const { before } = treeOf(to);
      const way = [from];
      for (let at = before[from] ?? -1; at !== -1; at = before[at] ?? -1) way.push(at);
      return way;
    },
    metres: (from, to) => treeOf(to).metres[from] ?? Number.POSITIVE_INFINITY,
    nearest: (p) => {
      let best = 0;
      let least = Number.POSITIVE_INFINITY;
      graph.nodes.forEach((n, i) => {
        const d = (n.x - p.x) ** 2 + (n.y - p.y) ** 2;
        if (d < least) [best, least] = [i, d];
      });
      return best;
    },
  };
};
