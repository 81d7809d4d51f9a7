/** Networks of more places than this are not compared with each other. */
const MOST_PLACES = 6;

const permutations = new Map<number, readonly (readonly number[])[]>();

/** Orders of n things, made once. */
const ordersOf = (n: number): readonly (readonly number[])[] => {
  const known = permutations.get(n);
  if (known !== undefined) return known;
  const made =
    n === 0
      ? [[]]
      : ordersOf(n - 1).flatMap((order) =>
          Array.from({ length: n }, (_, at) => [...order.slice(0, at), n - 1, ...order.slice(at)]),
        );
  permutations.set(n, made);
  return made;
};

/**
 * The motif of a day's places in order: the directed network of its distinct ways, the same text for networks that differ only in
 * which place is which. `1` is a day at one place; `2:01.10` a day there and back; more than six places: `more`. Source:
 * Schneider et al. 2013.
 */
export const motifOf = (places: readonly number[]): string => {
  const names = new Map<number, number>();
  for (const place of places) if (!names.has(place)) names.set(place, names.size);
  const n = names.size;
  if (n > MOST_PLACES) return 'more';
  if (n < 2) return String(n);
  const ways = new Set<number>();
  for (let i = 1; i < places.length; i += 1) {
    const [a, b] = [names.get(places[i - 1] ?? 0) ?? 0, names.get(places[i] ?? 0) ?? 0];
    if (a !== b) ways.add(a * n + b);
  }
  let best: string | null = null;
  for (const order of ordersOf(n)) {
    const text = [...ways]
      .map((way) => `${order[Math.floor(way / n)] ?? 0}${order[way % n] ?? 0}`)
      .toSorted()
      .join('.');
    if (best === null || text < best) best = text;
  }
  return `${n}:${best ?? ''}`;
};
