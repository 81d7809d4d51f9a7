import sharp from 'sharp';
import type { LineBox } from '../strip.ts';
import { smallestRectangle } from './rectangle.ts';
import { regionsOf } from './regions.ts';
import type { Network } from './runtime.ts';

/** A line of text found by the detector, in pixels of the picture it was given; `sure` from 0 to 1. */
export type FoundBox = LineBox & { sure: number };

/** Pixels: the long side on which lines are looked for. Memory and time grow with its square. */
export const DETECT_SIDE = 960;
const THRESHOLD = 0.3;
const SURE = 0.5;
/** How far the learnt, shrunken regions are grown again: area over perimeter, as they were shrunk (DB, 2020). */
const GROW = 1.6;
/** Shares of the height added to the width. */
const ENDS = 0.3;
const MAX_BOXES = 80;
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;

const multipleOf32 = (n: number): number => Math.max(32, Math.round(n / 32) * 32);

/** Lines of text anywhere on an upright picture, largest first. `jpeg` has `width` × `height` pixels after `turn`. */
export const findBoxes = async (
  detect: Network,
  jpeg: Uint8Array,
  turn: number,
  side = DETECT_SIDE,
): Promise<FoundBox[]> => {
  const { data, info } = await sharp(jpeg, { limitInputPixels: 50e6 })
    .rotate(turn)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const factor = Math.min(side / Math.max(info.width, info.height), 4);
  const [width, height] = [multipleOf32(info.width * factor), multipleOf32(info.height * factor)];
  const raw = { width: info.width, height: info.height, channels: 3 } as const;
  const small = await sharp(data, { raw }).resize(width, height, { fit: 'fill' }).raw().toBuffer();
  const plane = width * height;
  const input = new Float32Array(3 * plane);
  for (let at = 0; at < plane; at += 1) {
    for (let c = 0; c < 3; c += 1) {
      // the networks learnt pictures in the order blue, green, red
      input[c * plane + at] = ((small[3 * at + 2 - c] ?? 0) / 255 - (MEAN[c] ?? 0)) / (DEVIATION[c] ?? 1);
    }
  }
  const { data: map } = await detect.run(input, [1, 3, height, width]);
  const [sx, sy] = [info.width / width, info.height / height];
  const boxes = regionsOf(map, width, height, THRESHOLD).flatMap(({ edge, area, mean }) => {
    if (area < 12 || mean < SURE) return [];
    const box = smallestRectangle(edge.map(([x, y]) => [x * sx, y * sy] as const));
    if (!box || box.height < 3 * Math.min(sx, sy)) return [];
    const grown = (GROW * box.width * box.height) / (box.width + box.height);
    // a little more at both ends: a first or last letter that was cut off is lost to both engines
    const height = box.height + grown;
    return [{ ...box, width: box.width + grown + ENDS * height, height, sure: mean }];
  });
  return boxes.toSorted((a, b) => b.width * b.height - a.width * a.height).slice(0, MAX_BOXES);
};
