/** A point in pixels. */
export type Point = { x: number; y: number };
type Corners = readonly [Point, Point, Point, Point];

/**
 * The map from a picture back to the unit square, whose corners (clockwise from the top left) lie at `to`, as nine
 * coefficients (Heckbert 1989).
 */
const backTo = ([a, b, c, d]: Corners): Float64Array => {
  const [dx1, dx2, dx3] = [b.x - c.x, d.x - c.x, a.x - b.x + c.x - d.x];
  const [dy1, dy2, dy3] = [b.y - c.y, d.y - c.y, a.y - b.y + c.y - d.y];
  const under = dx1 * dy2 - dx2 * dy1;
  const g = (dx3 * dy2 - dx2 * dy3) / under;
  const h = (dx1 * dy3 - dx3 * dy1) / under;
  const [p, q, r] = [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x];
  const [s, t, u] = [b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y];
  // the adjugate is the inverse up to a factor, which the division takes out
  return Float64Array.of(
    t - u * h,
    r * h - q,
    q * u - r * t,
    u * g - s,
    p - r * g,
    r * s - p * u,
    s * h - t * g,
    q * g - p * h,
    p * t - q * s,
  );
};

type Picture = { width: number; height: number; rgb: Buffer };

/** Lays `source` onto `target` so that its corners fall on `corners`; each pixel is the mean of four samples. */
export const layOnto = (target: Picture, source: Picture, corners: Corners): void => {
  const [m0 = 0, m1 = 0, m2 = 0, m3 = 0, m4 = 0, m5 = 0, m6 = 0, m7 = 0, m8 = 1] = backTo(corners);
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const [left, right] = [
    Math.max(0, Math.floor(Math.min(...xs))),
    Math.min(target.width, Math.ceil(Math.max(...xs))),
  ];
  const [top, bottom] = [
    Math.max(0, Math.floor(Math.min(...ys))),
    Math.min(target.height, Math.ceil(Math.max(...ys))),
  ];
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      let r = 0;
      let g = 0;
      let b = 0;
      let n = 0;
      for (let sample = 0; sample < 4; sample += 1) {
        const px = x + (sample % 2 === 0 ? 0.25 : 0.75);
        const py = y + (sample < 2 ? 0.25 : 0.75);
        const w = m6 * px + m7 * py + m8;
        const u = (m0 * px + m1 * py + m2) / w;
        const v = (m3 * px + m4 * py + m5) / w;
        if (u < 0 || u >= 1 || v < 0 || v >= 1) continue;
        const at = 3 * (Math.floor(v * source.height) * source.width + Math.floor(u * source.width));
        r += source.rgb[at] ?? 0;
        g += source.rgb[at + 1] ?? 0;
        b += source.rgb[at + 2] ?? 0;
        n += 1;
      }
      if (n === 0) continue;
      const at = 3 * (y * target.width + x);
      // what the sheet does not cover of a pixel stays the wall's
      target.rgb[at] = Math.round((r + (target.rgb[at] ?? 0) * (4 - n)) / 4);
      target.rgb[at + 1] = Math.round((g + (target.rgb[at + 1] ?? 0) * (4 - n)) / 4);
      target.rgb[at + 2] = Math.round((b + (target.rgb[at + 2] ?? 0) * (4 - n)) / 4);
    }
  }
};
