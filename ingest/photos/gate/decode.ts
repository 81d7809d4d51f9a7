import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { JokaError } from '../../../game/errors.ts';
import { KEPT_PHOTO_SIDE, MAX_PHOTO_PIXELS, MAX_PHOTO_RATIO, MIN_PHOTO_SIDE, type Admitted } from './gate.ts';
import { placeOf } from './place.ts';
import { sniff } from './sniff.ts';

sharp.cache(false);
sharp.concurrency(1);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});

const DECODE_SECONDS = 8;

const refuse = (error: unknown, file: string): JokaError => {
  const text = error instanceof Error ? error.message : String(error);
  if (/pixel limit/i.test(text)) {
    const limit = `${MAX_PHOTO_PIXELS / 1e6} million pixels`;
    return new JokaError('PHOTO_TOO_LARGE', { file, size: 'more pixels', limit });
  }
  if (/timeout/i.test(text)) {
    return new JokaError('PHOTO_TOO_SLOW', { file, seconds: DECODE_SECONDS, place: 'the decoder' });
  }
  // its first bytes were those of a picture, so whatever else stops the decoder is damage
  return new JokaError('PHOTO_DAMAGED', { file }, error);
};

/**
 * Decodes one upload and writes it anew: upright, flat on white, sRGB, at most 3200 px, no metadata.
 *
 * Runs in a child process only. The same bytes always give the same JPEG.
 * @throws JokaError as `PhotoGate.admit`
 */
export const decode = async (bytes: Uint8Array, file: string): Promise<Admitted> => {
  sniff(bytes, file);
  const options = { limitInputPixels: MAX_PHOTO_PIXELS, failOn: 'warning', pages: 1 } as const;
  let placeCell: Admitted['placeCell'] = null;
  try {
    const metadata = await sharp(bytes, options).metadata();
    const { width, height } = metadata;
    const short = Math.min(width, height);
    const reason =
      short < MIN_PHOTO_SIDE
        ? `a side is under ${MIN_PHOTO_SIDE} pixels`
        : Math.max(width, height) > MAX_PHOTO_RATIO * short
          ? `it is more than ${MAX_PHOTO_RATIO} times longer than wide`
          : null;
    if (reason !== null) throw new JokaError('PHOTO_BAD_SHAPE', { file, width, height, reason });
    placeCell = await placeOf(metadata.exif);
    const { data, info } = await sharp(bytes, options)
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .resize({ width: KEPT_PHOTO_SIDE, height: KEPT_PHOTO_SIDE, fit: 'inside', withoutEnlargement: true })
      .timeout({ seconds: DECODE_SECONDS })
      .jpeg({ quality: 90, chromaSubsampling: '4:4:4' })
      .toBuffer({ resolveWithObject: true });
    const sha256 = createHash('sha256').update(data).digest('hex');
    return { jpeg: new Uint8Array(data), width: info.width, height: info.height, sha256, placeCell };
  } catch (error) {
    throw error instanceof JokaError ? error : refuse(error, file);
  }
};
