import sharp from 'sharp';
import type { Random } from '../../town/random.ts';
import type { Sheet } from './sheet.ts';
import { layOnto, type Point } from './warp.ts';

/** `frontal`: held straight, sharp, well lit. `hard`: the damage that the issue fixes, all of it at once. */
export type Stance = 'frontal' | 'hard';

/** A phone's picture after the page has made it small, held upright, in pixels. */
export const FRAME = { width: 1800, height: 2400 } as const;

type Shot = {
  fill: number;
  degrees: number;
  shear: number;
  shift: () => number;
  blur: number;
  dim: number;
  quality: number;
};

const shotOf = (stance: Stance, random: Random): Shot =>
  stance === 'frontal'
    ? {
        fill: random.between(0.6, 0.9),
        degrees: random.between(-1, 1),
        shear: 0,
        shift: () => 0.004,
        blur: 0.7,
        dim: 1,
        quality: 82,
      }
    : {
        fill: random.between(0.35, 0.6),
        degrees: random.between(-9, 9),
        shear: random.between(-0.15, 0.15),
        shift: () => random.between(0.06, 0.12),
        blur: random.between(1.4, 2.2),
        dim: 0.72,
        quality: 55,
      };

/** Where the sheet's corners fall: turned and sheared about the middle, then each moved any way by `shift` of the side. */
const cornersOf = (sheet: Sheet, frame: { width: number; height: number }, shot: Shot, random: Random) => {
  const scale = (shot.fill * frame.height) / sheet.height;
  const [w, h] = [sheet.width * scale, sheet.height * scale];
  const a = (shot.degrees * Math.PI) / 180;
  const centre = {
    x: frame.width / 2 + random.between(-0.05, 0.05) * frame.width,
    y: frame.height / 2 + random.between(-0.05, 0.05) * frame.height,
  };
  const corner = (sx: number, sy: number): Point => {
    const [y, x] = [(sy * h) / 2, (sx * w) / 2 + (shot.shear * sy * h) / 2];
    const by = shot.shift() * Math.sqrt(w * h);
    const way = random.between(0, 2 * Math.PI);
    return {
      x: centre.x + x * Math.cos(a) - y * Math.sin(a) + by * Math.cos(way),
      y: centre.y + x * Math.sin(a) + y * Math.cos(a) + by * Math.sin(way),
    };
  };
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)] as const;
};

/** A streak of light across the picture through one line of the sheet: half of what is under it is gone. */
const glare = (
  sheet: Sheet,
  corners: readonly Point[],
  frame: { width: number; height: number },
  random: Random,
): Buffer => {
  const share = random.pick(sheet.rows) / sheet.height;
  const along = (from: Point | undefined, to: Point | undefined): number =>
    (from?.y ?? 0) + ((to?.y ?? 0) - (from?.y ?? 0)) * share;
  const [left, right] = [along(corners[0], corners[3]), along(corners[1], corners[2])];
  const tilt = random.between(-60, 60);
  const thick = random.between(0.03, 0.05) * frame.height;
  const light = random.between(0.35, 0.55);
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${frame.width}" height="${frame.height}"><defs>
    <filter id="soft" filterUnits="userSpaceOnUse" x="-200" y="-200" width="${frame.width + 400}" height="${frame.height + 400}"><feGaussianBlur stdDeviation="${thick / 4}"/></filter></defs>
    <line x1="-50" y1="${left - tilt}" x2="${frame.width + 50}" y2="${right + tilt}" stroke="#fff" stroke-opacity="${light}" stroke-width="${thick}" filter="url(#soft)"/></svg>`);
};

/** The wall and window behind the sheet: plain colours and shelves, no text. */
const wall = (frame: { width: number; height: number }, random: Random): Buffer => {
  const tones = ['#5c6b70', '#7d6a58', '#4a4f45', '#8c8f93', '#6d5560'];
  const things = Array.from({ length: 12 }, () => {
    const [w, h] = [random.between(60, 420), random.between(60, 420)];
    return `<rect x="${random.between(-100, frame.width)}" y="${random.between(-100, frame.height)}" width="${w}" height="${h}" rx="${random.between(0, 90)}" fill="${random.pick(tones)}" fill-opacity="0.7"/>`;
  });
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${frame.width}" height="${frame.height}">
    <rect width="100%" height="100%" fill="${random.pick(tones)}"/>${things.join('')}</svg>`);
};

/** The photo of a sheet as JPEG, without metadata. Same sheet, stance and stream, same bytes. */
export const photograph = async (
  sheet: Sheet,
  stance: Stance,
  random: Random,
  frame: { width: number; height: number } = FRAME,
): Promise<Buffer> => {
  const shot = shotOf(stance, random.fork('shot'));
  const corners = cornersOf(sheet, frame, shot, random.fork('corners'));
  const rgb = await sharp(wall(frame, random.fork('wall')))
    .removeAlpha()
    .raw()
    .toBuffer();
  const target = { ...frame, rgb };
  layOnto(target, sheet, corners);
  let seen = sharp(rgb, { raw: { ...frame, channels: 3 } });
  if (stance === 'hard') {
    seen = seen.composite([{ input: glare(sheet, corners, frame, random.fork('glare')) }]);
    seen = sharp(await seen.removeAlpha().raw().toBuffer(), { raw: { ...frame, channels: 3 } });
  }
  return seen.blur(shot.blur).linear(shot.dim, 0).jpeg({ quality: shot.quality }).toBuffer();
};
