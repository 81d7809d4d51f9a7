import type { Random } from '../random.ts';
import type { Point } from '../plan/projection.ts';

/** Maps poster units to picture pixels: a projective map, as a phone held a little askew sees a window. */
export type Camera = (p: Point) => Point;

/** How far from frontal a photo is taken. */
export type Stance = 'frontal' | 'mild' | 'askew';

const SWING = { frontal: 0.006, mild: 0.025, askew: 0.055 } as const;
const TURN = { frontal: 0.4, mild: 2.2, askew: 5.5 } as const;

/** Homography that sends the unit square to four corners (Heckbert 1989). */
const homography = (q: readonly [Point, Point, Point, Point]): Camera => {
  const [a, b, c, d] = q;
  const [dx1, dx2, dx3] = [b.x - c.x, d.x - c.x, a.x - b.x + c.x - d.x];
  const [dy1, dy2, dy3] = [b.y - c.y, d.y - c.y, a.y - b.y + c.y - d.y];
  const under = dx1 * dy2 - dx2 * dy1;
  const g = (dx3 * dy2 - dx2 * dy3) / under;
  const h = (dx1 * dy3 - dx3 * dy1) / under;
  const [m11, m12, m21, m22] = [
    b.x - a.x + g * b.x,
    d.x - a.x + h * d.x,
    b.y - a.y + g * b.y,
    d.y - a.y + h * d.y,
  ];
  return ({ x, y }) => {
    const w = g * x + h * y + 1;
    return { x: (m11 * x + m12 * y + a.x) / w, y: (m21 * x + m22 * y + a.y) / w };
  };
};

/**
 * A camera for a poster of the given size, drawn in a picture of the given size.
 * @param fill share of the picture's width that the poster takes
 */
export const createCamera = (
  poster: { width: number; height: number },
  picture: { width: number; height: number },
  fill: number,
  stance: Stance,
  random: Random,
): Camera => {
  const scale = (picture.width * fill) / poster.width;
  const [w, h] = [poster.width * scale, poster.height * scale];
  const turn = ((random.chance(0.5) ? 1 : -1) * random.between(0.5, 1) * TURN[stance] * Math.PI) / 180;
  const centre = {
    x: picture.width / 2 + random.between(-0.02, 0.02) * picture.width,
    y: picture.height / 2 + random.between(-0.02, 0.02) * picture.height,
  };
  const corner = (sx: number, sy: number): Point => {
    const [x, y] = [(sx * w) / 2, (sy * h) / 2];
    const shake = (): number => random.between(-1, 1) * SWING[stance] * w;
    return {
      x: centre.x + x * Math.cos(turn) - y * Math.sin(turn) + shake(),
      y: centre.y + x * Math.sin(turn) + y * Math.cos(turn) + shake(),
    };
  };
  const map = homography([corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)]);
  return (p) => map({ x: p.x / poster.width, y: p.y / poster.height });
};
