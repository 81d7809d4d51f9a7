/** A stay on a plane: metres and milliseconds. */
export type PlanarStay = { readonly x: number; readonly y: number; readonly ms: number };

/**
 * Radius of gyration on a plane in metres, by stay time or with every stay equal; null where there is no weight. For studies in
 * local coordinates that are nowhere on the Earth. Source: trackintel metrics.py. A23.
 */
export const planarRadius = (stays: readonly PlanarStay[], weigh: 'duration' | 'count'): number | null => {
  const weights = stays.map(({ ms }) => (weigh === 'duration' ? ms : 1));
  const all = weights.reduce((sum, w) => sum + w, 0);
  if (all === 0) return null;
  const mean = (of: (stay: PlanarStay) => number): number =>
    stays.reduce((sum, stay, i) => sum + (weights[i] ?? 0) * of(stay), 0) / all;
  const [x, y] = [mean((stay) => stay.x), mean((stay) => stay.y)];
  return Math.sqrt(mean((stay) => (stay.x - x) ** 2 + (stay.y - y) ** 2));
};

/** Jump from each stay to the next in metres, null for the last. Source: trackintel metrics.py. A24. */
export const planarJumps = (stays: readonly PlanarStay[]): (number | null)[] =>
  stays.map((stay, i) => {
    const next = stays[i + 1];
    return next === undefined ? null : Math.hypot(next.x - stay.x, next.y - stay.y);
  });
