import * as exifr from 'exifr';
import { latLngToCell } from 'h3-js';
import type { Cell } from '../../../game/ids.ts';

const { gps: readGps } = exifr.default;

/** Resolution of a shop's place: the only 12 in the system. */
const PLACE_RESOLUTION = 12;

/**
 * The cell of a picture's GPS tags, or null. `exif` is the raw block as libvips hands it out (`Exif\0\0` + TIFF).
 *
 * Broken, empty or impossible tags (0,0; beyond the poles) are no place, never an error.
 */
export const placeOf = async (exif: Uint8Array | undefined): Promise<Cell | null> => {
  if (!exif) return null;
  const tiff = exif[0] === 0x45 && exif[1] === 0x78 ? exif.subarray(6) : exif;
  try {
    const gps: { latitude?: unknown; longitude?: unknown } | undefined = await readGps(tiff.slice());
    const lat = Number(gps?.latitude);
    const lng = Number(gps?.longitude);
    const possible =
      Number.isFinite(lat) && Number.isFinite(lng) && Math.abs(lat) <= 90 && Math.abs(lng) <= 180;
    if (!possible || (lat === 0 && lng === 0)) return null;
    return latLngToCell(lat, lng, PLACE_RESOLUTION) as Cell;
  } catch {
    return null;
  }
};
