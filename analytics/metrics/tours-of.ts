/** One stay of a walk, in order. */
export type Stop = { readonly place: number; readonly first: number; readonly last: number };
/** Positions of the first and last stay of a tour, both at one place. */
export type Tour = { readonly from: number; readonly to: number };

/**
 * Tours of a sequence of stays: ways that come back to where they began within `maxMs`, through at least one other place. A tour
 * inside another is found too, the inner first; once found, its inside is no part of the outer one. Source: trackintel
 * tours (start ≈ end, at most a day, nesting).
 */
export const toursOf = (stops: readonly Stop[], maxMs: number): readonly Tour[] => {
  const tours: Tour[] = [];
  const open: number[] = [];
  for (const [i, stop] of stops.entries()) {
    for (let k = open.length - 1; k >= 0; k -= 1) {
      const start = stops[open[k] ?? 0];
      if (start === undefined || stop.first - start.last > maxMs) break;
      if (start.place !== stop.place) continue;
      if (open.length - k > 1) tours.push({ from: open[k] ?? 0, to: i });
      open.length = k;
      break;
    }
    open.push(i);
  }
  return tours;
};
