import type { Component } from './components.ts';
import type { Grey } from './grey.ts';

/** A line's rotated box: centre, size and angle (radians, clockwise), in pixels of the picture it was found on. */
export type LineBox = { x: number; y: number; width: number; height: number; angle: number };

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** The box around letters along their own direction; null when they do not lie on a line. */
export const boxAround = (letters: Component[]): LineBox | null => {
  const n = letters.length;
  const xs = letters.map((c) => (c.left + c.right) / 2);
  const ys = letters.map((c) => (c.top + c.bottom) / 2);
  const [mx, my] = [xs.reduce((a, b) => a + b, 0) / n, ys.reduce((a, b) => a + b, 0) / n];
  let [xx, xy, yy] = [0, 0, 0];
  for (const [i, x] of xs.entries()) {
    const [dx, dy] = [x - mx, (ys[i] ?? 0) - my];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  if (Math.abs(angle) > 0.6) return null;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [i, c] of letters.entries()) {
    const [dx, dy] = [(xs[i] ?? 0) - mx, (ys[i] ?? 0) - my];
    const along = dx * cos + dy * sin;
    const across = dy * cos - dx * sin;
    const [w, h] = [(c.right - c.left) / 2, (c.bottom - c.top) / 2];
    left = Math.min(left, along - w);
    right = Math.max(right, along + w);
    top = Math.min(top, across - h);
    bottom = Math.max(bottom, across + h);
  }
  const letter = median(letters.map((c) => c.bottom - c.top));
  if (bottom - top > 3 * letter) return null;
  const [along, across] = [(left + right) / 2, (top + bottom) / 2];
  return {
    x: mx + along * cos - across * sin,
    y: my + along * sin + across * cos,
    width: right - left + 0.7 * letter,
    height: bottom - top + 0.5 * letter,
    angle,
  };
};

/** Halved pictures, so that large letters are averaged, not skipped, when they are cut small. */
export const pyramid = (grey: Grey): Grey[] => {
  const levels = [grey];
  for (let last = grey; Math.min(last.width, last.height) > 64 && levels.length < 5;) {
    const [width, height] = [last.width >> 1, last.height >> 1];
    const data = new Uint8Array(width * height);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const at = 2 * y * last.width + 2 * x;
        const sum =
          (last.data[at] ?? 0) +
          (last.data[at + 1] ?? 0) +
          (last.data[at + last.width] ?? 0) +
          (last.data[at + last.width + 1] ?? 0);
        data[y * width + x] = sum >> 2;
      }
    }
    last = { width, height, data };
    levels.push(last);
  }
  return levels;
};

const STRIP_HEIGHT = 56;
const BORDER = 10;

/**
 * Cuts a line upright out of the picture: `tall` px high, dark on light, contrast stretched, a white border around it.
 */
export const cutStrip = (
  levels: Grey[],
  box: LineBox,
  lightOnDark: boolean,
  tall = STRIP_HEIGHT,
  border = BORDER,
): Grey | null => {
  const scale = box.height / tall;
  const level = Math.min(levels.length - 1, Math.max(0, Math.floor(Math.log2(scale))));
  const source = levels[level];
  if (!source) return null;
  const shrink = 2 ** level;
  const inner = Math.min(4000, Math.max(tall, Math.round(box.width / scale)));
  const [cos, sin] = [Math.cos(box.angle), Math.sin(box.angle)];
  const cut = new Uint8Array(inner * tall);
  const histogram = new Uint32Array(256);
  for (let row = 0; row < tall; row += 1) {
    const across = ((row + 0.5) / tall - 0.5) * box.height;
    for (let column = 0; column < inner; column += 1) {
      const along = ((column + 0.5) / inner - 0.5) * box.width;
      const value = bilinear(
        source,
        (box.x + along * cos - across * sin) / shrink - 0.5,
        (box.y + along * sin + across * cos) / shrink - 0.5,
      );
      cut[row * inner + column] = value;
      histogram[value] = (histogram[value] ?? 0) + 1;
    }
  }
  const low = percentile(histogram, 0.01 * cut.length);
  const span = Math.max(1, percentile(histogram, 0.99 * cut.length) - low);
  const width = inner + 2 * border;
  const height = tall + 2 * border;
  const data = new Uint8Array(width * height).fill(255);
  for (let row = 0; row < tall; row += 1) {
    for (let column = 0; column < inner; column += 1) {
      const stretched = Math.min(255, Math.max(0, (((cut[row * inner + column] ?? 0) - low) * 255) / span));
      data[(row + border) * width + column + border] = lightOnDark ? 255 - stretched : stretched;
    }
  }
  return { width, height, data };
};

const bilinear = ({ width, height, data }: Grey, x: number, y: number): number => {
  const cx = Math.min(width - 1.001, Math.max(0, x));
  const cy = Math.min(height - 1.001, Math.max(0, y));
  const [x0, y0] = [Math.floor(cx), Math.floor(cy)];
  const [fx, fy] = [cx - x0, cy - y0];
  const at = y0 * width + x0;
  const top = (data[at] ?? 0) * (1 - fx) + (data[at + 1] ?? 0) * fx;
  const bottom = (data[at + width] ?? 0) * (1 - fx) + (data[at + width + 1] ?? 0) * fx;
  return Math.round(top * (1 - fy) + bottom * fy);
};

const percentile = (histogram: Uint32Array, rank: number): number => {
  let seen = 0;
  for (const [value, n] of histogram.entries()) {
    seen += n;
    if (seen >= rank) return value;
  }
  return 255;
};
