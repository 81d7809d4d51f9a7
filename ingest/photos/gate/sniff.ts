import { JokaError } from '../../../game/errors.ts';
import { MAX_PHOTO_BYTES } from './gate.ts';

/** Formats that are let in. */
export type PhotoFormat = 'jpeg' | 'png' | 'webp';

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const HEIF_BRANDS = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'];

/**
 * The format by its first bytes; the name and the declared type are never asked. Opens nothing.
 *
 * @throws JokaError `PHOTO_TOO_LARGE`, `PHOTO_HEIC`, `PHOTO_NOT_AN_IMAGE`
 */
export const sniff = (bytes: Uint8Array, file: string): PhotoFormat => {
  if (bytes.length > MAX_PHOTO_BYTES) {
    const megabytes = (n: number): string => `${(n / 1e6).toFixed(1)} MB`;
    throw new JokaError('PHOTO_TOO_LARGE', {
      file,
      size: megabytes(bytes.length),
      limit: megabytes(MAX_PHOTO_BYTES),
    });
  }
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (PNG.every((byte, at) => bytes[at] === byte)) return 'png';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'webp';
  if (ascii(bytes, 4, 8) === 'ftyp' && HEIF_BRANDS.includes(ascii(bytes, 8, 12))) {
    throw new JokaError('PHOTO_HEIC', { file });
  }
  throw new JokaError('PHOTO_NOT_AN_IMAGE', { file });
};
