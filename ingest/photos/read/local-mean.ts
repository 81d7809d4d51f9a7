import type { Grey } from './grey.ts';

/** Running sums over the picture: `sums[(y) * (width + 1) + x]` is the sum of all pixels above and left. */
export const sumTable = ({ width, height, data }: Grey): Float64Array => {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += data[y * width + x] ?? 0;
      sums[(y + 1) * stride + x + 1] = (sums[y * stride + x + 1] ?? 0) + row;
    }
  }
  return sums;
};

/**
 * Which pixels are darker (`sign` -1) or lighter (+1) than the mean of their surroundings by more than `threshold`.
 *
 * `radius` in pixels: half the side of the square that is averaged. One byte per pixel, 1 where it holds.
 */
export const standsOut = (
  grey: Grey,
  sums: Float64Array,
  radius: number,
  sign: 1 | -1,
  threshold: number,
): Uint8Array => {
  const { width, height, data } = grey;
  const stride = width + 1;
  const mask = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const top = Math.max(0, y - radius) * stride;
    const bottom = Math.min(height, y + radius + 1) * stride;
    const rows = (bottom - top) / stride;
    for (let x = 0; x < width; x += 1) {
      const left = Math.max(0, x - radius);
      const right = Math.min(width, x + radius + 1);
      const sum =
        (sums[bottom + right] ?? 0) -
        (sums[bottom + left] ?? 0) -
        (sums[top + right] ?? 0) +
        (sums[top + left] ?? 0);
      const mean = sum / (rows * (right - left));
      if (sign * ((data[y * width + x] ?? 0) - mean) > threshold) mask[y * width + x] = 1;
    }
  }
  return mask;
};
