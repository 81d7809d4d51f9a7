/**
 * An undirected graph in compressed rows: the neighbours of node i are `target[start[i] … start[i + 1])`, ascending, their
 * weights beside. Each edge stands twice; `edgeA < edgeB` lists each once, in order. Loops are left out, weights of an edge given
 * more than once are added.
 */
export type Graph = {
  readonly nodes: number;
  readonly start: Int32Array;
  readonly target: Int32Array;
  readonly weight: Float64Array;
  readonly edgeA: Int32Array;
  readonly edgeB: Int32Array;
  readonly edgeWeight: Float64Array;
};

/**
 * Builds a graph of nodes 0 to `nodes` − 1.
 * @param w weights above 0; 1 for every edge without them
 */
export const graphOf = (
  nodes: number,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  w?: ArrayLike<number>,
): Graph => {
  const size = a.length;
  // One number per edge keeps the order in one sort of a typed array.
  const order = Float64Array.from({ length: size }, (_, i) => {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    return x === y ? -1 : Math.min(x, y) * nodes + Math.max(x, y);
  });
  const weights = new Map<number, number>();
  let plain = w === undefined;
  if (w !== undefined)
    for (let i = 0; i < size; i += 1)
      weights.set(order[i] ?? 0, (weights.get(order[i] ?? 0) ?? 0) + (w[i] ?? 0));
  plain = weights.size === 0;
  const sorted = order.toSorted();
  let edges = 0;
  for (let i = 0; i < size; i += 1) {
    if ((sorted[i] ?? -1) < 0 || (i > 0 && sorted[i] === sorted[i - 1])) continue;
    sorted[edges] = sorted[i] ?? 0;
    edges += 1;
  }
  const edgeA = new Int32Array(edges);
  const edgeB = new Int32Array(edges);
  const edgeWeight = new Float64Array(edges);
  const start = new Int32Array(nodes + 1);
  for (let e = 0; e < edges; e += 1) {
    const key = sorted[e] ?? 0;
    const x = Math.floor(key / nodes);
    const y = key - x * nodes;
    edgeA[e] = x;
    edgeB[e] = y;
    edgeWeight[e] = plain ? 1 : (weights.get(key) ?? 1);
    start[x + 1] = (start[x + 1] ?? 0) + 1;
    start[y + 1] = (start[y + 1] ?? 0) + 1;
  }
  for (let i = 0; i < nodes; i += 1) start[i + 1] = (start[i + 1] ?? 0) + (start[i] ?? 0);
  const target = new Int32Array(2 * edges);
  const weight = new Float64Array(2 * edges);
  const at = start.slice();
  const put = (from: number, to: number, value: number): void => {
    const k = at[from] ?? 0;
    target[k] = to;
    weight[k] = value;
    at[from] = k + 1;
  };
  // Lower neighbours first, then higher ones, each ascending: edges are in order of (a, b).
  for (let e = 0; e < edges; e += 1) put(edgeB[e] ?? 0, edgeA[e] ?? 0, edgeWeight[e] ?? 0);
  for (let e = 0; e < edges; e += 1) put(edgeA[e] ?? 0, edgeB[e] ?? 0, edgeWeight[e] ?? 0);
  return { nodes, start, target, weight, edgeA, edgeB, edgeWeight };
};

/** Number of neighbours of a node. */
export const degreeOf = ({ start }: Graph, i: number): number => (start[i + 1] ?? 0) - (start[i] ?? 0);

/** Sum of the weights at each node. */
export const strengths = ({ nodes, start, weight }: Graph): Float64Array => {
  const sums = new Float64Array(nodes);
  for (let i = 0; i < nodes; i += 1)
    for (let k = start[i] ?? 0; k < (start[i + 1] ?? 0); k += 1) sums[i] = (sums[i] ?? 0) + (weight[k] ?? 0);
  return sums;
};
