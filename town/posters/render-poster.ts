import type { Sharp } from 'sharp';
import type { Random } from '../random.ts';
import { drawPoster, PICTURE } from './draw-poster.ts';
import type { Poster } from './poster.ts';

/** The part of `sharp` that is used; handed in by the entry file. */
export type Renderer = (
  input: Buffer,
  options?: { raw: { width: number; height: number; channels: 3 } },
) => Sharp;

const GRAIN = 256;

/** A tile of grey grain around the middle, from the town's own random numbers. */
const grain = (random: Random): Buffer => {
  const bytes = Buffer.alloc(GRAIN * GRAIN * 3);
  for (let i = 0; i < GRAIN * GRAIN; i += 1) {
    const value = Math.max(0, Math.min(255, Math.round(128 + 16 * random.normal())));
    bytes.fill(value, 3 * i, 3 * i + 3);
  }
  return bytes;
};

/** Draws, blurs and grains a poster: the JPEG that a phone's camera would have taken. No metadata. */
export const renderPoster = async (renderer: Renderer, poster: Poster, random: Random): Promise<Buffer> => {
  const raw = { width: GRAIN, height: GRAIN, channels: 3 } as const;
  const tile = await renderer(grain(random.fork('grain')), { raw })
    .png()
    .toBuffer();
  const seen = await renderer(Buffer.from(drawPoster(poster, random)))
    .resize(PICTURE.width, PICTURE.height)
    .flatten({ background: '#333333' })
    .blur(poster.style.blur)
    .png()
    .toBuffer();
  return renderer(seen)
    .composite([{ input: tile, tile: true, blend: 'soft-light' }])
    .jpeg({ quality: 82 })
    .toBuffer();
};
