import type { Point } from './projection.ts';

/** The river: bent, from west to east, south of the main square. */
export const RIVER: readonly Point[] = Array.from({ length: 61 }, (_, i) => {
  const x = -2250 + i * 75;
  return { x, y: -430 + 150 * Math.sin(x / 640 + 0.6) + 60 * Math.sin(x / 260) };
});

/** The railway: nearly straight, from south-west to north-east. */
export const RAILWAY: readonly Point[] = Array.from({ length: 31 }, (_, i) => {
  const x = -2250 + i * 150;
  return { x, y: 0.33 * x + 560 + 70 * Math.sin(x / 900) };
});

/** Half of the river's width, metres. */
export const RIVER_HALF = 14;

const side = (a: Point, b: Point, p: Point): number => (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);

/** Do two segments cross? */
export const cross = (a: Point, b: Point, c: Point, d: Point): boolean =>
  side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;

/** Does a segment cross a line of points? */
export const crossesLine = (a: Point, b: Point, line: readonly Point[]): boolean =>
  line.some((c, i) => {
    const d = line[i + 1];
    return d !== undefined && cross(a, b, c, d);
  });

/** Metres from a point to the nearest vertex-to-vertex segment of a line. */
export const distanceToLine = (p: Point, line: readonly Point[]): number => {
  let least = Number.POSITIVE_INFINITY;
  line.forEach((c, i) => {
    const d = line[i + 1];
    if (d === undefined) return;
    const [ux, uy] = [d.x - c.x, d.y - c.y];
    const t = Math.min(1, Math.max(0, ((p.x - c.x) * ux + (p.y - c.y) * uy) / (ux * ux + uy * uy)));
    least = Math.min(least, Math.hypot(p.x - c.x - t * ux, p.y - c.y - t * uy));
  });
  return least;
};

/** A band of the given half-width around a line, closed. */
export const band = (line: readonly Point[], half: number): Point[] => {
  const shifted = (sign: number): Point[] =>
    line.map((p, i) => {
      const before = line[Math.max(0, i - 1)] as Point;
      const after = line[Math.min(line.length - 1, i + 1)] as Point;
      const length = Math.hypot(after.x - before.x, after.y - before.y);
      const [nx, ny] = [-(after.y - before.y) / length, (after.x - before.x) / length];
      return { x: p.x + sign * half * nx, y: p.y + sign * half * ny };
    });
  return [...shifted(1), ...shifted(-1).toReversed()];
};
