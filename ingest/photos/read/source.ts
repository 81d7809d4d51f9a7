import { greyOf, scaled } from './grey.ts';
import { cutStrip, pyramid, type LineBox } from './strip.ts';
import type { Grey } from './grey.ts';

/** Pixels: a smaller picture is enlarged (four times at most) before lines are cut, smoother than a cut could do it. */
const ENLARGED_SIDE = 1600;

/** A picture that lines are cut from; sizes and boxes in pixels of the picture as it was given, after its turn. */
export type Source = {
  width: number;
  height: number;
  /** Null when the line lies outside. */
  cut(box: LineBox, lightOnDark: boolean, tall: number, border: number): Grey | null;
};

/** Opens a JPEG, turned by `turn` degrees clockwise, for cutting. */
export const openSource = async (jpeg: Uint8Array, turn: number): Promise<Source> => {
  const grey = await greyOf(jpeg, turn);
  const { width, height } = grey;
  const large = Math.max(width, height) < ENLARGED_SIDE ? await scaled(grey, ENLARGED_SIDE) : grey;
  const levels = pyramid(large);
  const zoom = large.width / width;
  return {
    width,
    height,
    cut: ({ x, y, angle, ...box }, lightOnDark, tall, border) => {
      const grown = { x: x * zoom, y: y * zoom, width: box.width * zoom, height: box.height * zoom, angle };
      return cutStrip(levels, grown, lightOnDark, tall, border);
    },
  };
};
