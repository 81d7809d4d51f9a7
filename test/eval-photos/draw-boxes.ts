import sharp from 'sharp';
import type { Reading } from '../../ingest/photos/read/engine.ts';

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The picture with each line's box and text drawn on it, to look at. */
export const drawBoxes = async (jpeg: Uint8Array, { lines, turned }: Reading): Promise<Buffer> => {
  const base = sharp(await sharp(jpeg).rotate(turned).toBuffer()).resize({
    width: 1200,
    height: 1200,
    fit: 'inside',
  });
  const { data, info } = await base.jpeg().toBuffer({ resolveWithObject: true });
  const boxes = lines.map(({ text, confidence, box }) => {
    const [x, y] = [box.x * info.width, box.y * info.height];
    const colour = confidence >= 0.9 ? '#0a0' : confidence >= 0.75 ? '#c60' : '#c00';
    return `<rect x="${x}" y="${y}" width="${box.width * info.width}" height="${box.height * info.height}" fill="none" stroke="${colour}" stroke-width="2"/><text x="${x}" y="${y - 3}" font-size="14" fill="${colour}" stroke="#fff" stroke-width="3" paint-order="stroke">${escape(text)} ${Math.round(confidence * 100)}</text>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${info.width}" height="${info.height}" font-family="sans-serif">${boxes.join('')}</svg>`;
  return sharp(data)
    .composite([{ input: Buffer.from(svg) }])
    .jpeg({ quality: 80 })
    .toBuffer();
};
