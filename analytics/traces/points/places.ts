import { squaredReach } from './track.ts';

/** Fewer than this are compared all with all: no table is faster. */
const FEW = 48;

/** Sets of positions joined together; the root of a set is its first member. */
export class Sets {
  readonly #parent: Int32Array;
  constructor(n: number) {
    this.#parent = Int32Array.from({ length: n }, (_, i) => i);
  }
  root(i: number): number {
    let at = i;
    while (this.#parent[at] !== at) {
      this.#parent[at] = this.#parent[this.#parent[at] ?? 0] ?? 0;
      at = this.#parent[at] ?? 0;
    }
    return at;
  }
  join(i: number, j: number): void {
    const [a, b] = [this.root(i), this.root(j)];
    if (a !== b) this.#parent[Math.max(a, b)] = Math.min(a, b);
  }
}

type Points = { readonly x: Float64Array; readonly y: Float64Array; readonly z: Float64Array };

/**
 * Joins points of a range that are within reach of each other, directly or by steps: DBSCAN with at least one point,
 * which is single linkage. On a plane z is 0. The sets do not depend on the order of the points.
 */
export const linkPlaces = (
  points: Points,
  range: { readonly from: number; readonly to: number },
  sets: Sets,
  metres: number,
  sphere = true,
): void => {
  const reach = squaredReach({ sphere }, metres);
  const { from, to } = range;
  const test = (i: number, j: number): void => {
    const dx = (points.x[i] ?? 0) - (points.x[j] ?? 0);
    const dy = (points.y[i] ?? 0) - (points.y[j] ?? 0);
    const dz = (points.z[i] ?? 0) - (points.z[j] ?? 0);
    if (dx * dx + dy * dy + dz * dz <= reach) sets.join(i, j);
  };
  if (to - from <= FEW) {
    for (let i = from; i < to; i += 1) for (let j = from; j < i; j += 1) test(i, j);
    return;
  }
  const side = Math.sqrt(reach);
  const grid = new Map<string, number[]>();
  for (let i = from; i < to; i += 1) {
    const [a, b, c] = [points.x, points.y, points.z].map((axis) => Math.floor((axis[i] ?? 0) / side)) as [
      number,
      number,
      number,
    ];
    for (let da = -1; da <= 1; da += 1)
      for (let db = -1; db <= 1; db += 1)
        for (let dc = -1; dc <= 1; dc += 1)
          for (const j of grid.get(`${a + da},${b + db},${c + dc}`) ?? []) test(i, j);
    const key = `${a},${b},${c}`;
    const there = grid.get(key);
    if (there === undefined) grid.set(key, [i]);
    else there.push(i);
  }
};

/**
 * Numbers the places of a range by time spent there, longest first, then earliest: 1 is where most time was.
 * @param ms time of each point
 * @param place written with the number of each point's place
 * @returns how many places there are
 */
export const rankPlaces = (
  range: { readonly from: number; readonly to: number },
  sets: Sets,
  ms: Float64Array,
  place: Int32Array,
): number => {
  const time = new Map<number, number>();
  for (let i = range.from; i < range.to; i += 1) {
    const root = sets.root(i);
    time.set(root, (time.get(root) ?? 0) + (ms[i] ?? 0));
  }
  const order = [...time].toSorted(([a, p], [b, q]) => q - p || a - b);
  const rank = new Map(order.map(([root], i) => [root, i + 1]));
  for (let i = range.from; i < range.to; i += 1) place[i] = rank.get(sets.root(i)) ?? 0;
  return order.length;
};
