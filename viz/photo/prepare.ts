import { latLngToCell } from 'h3-js';
import type { Here } from '../walk/here.ts';

/** Resolution of a shop's place: the only one this fine. */
const PLACE_RESOLUTION = 12;
const LONGEST_PX = 2_200;
const QUALITY = 0.88;
/** A position older than this says nothing about where a photo is taken now. */
const FRESH_MS = 5 * 60_000;

/** A photo ready to leave the phone: re-encoded, so that no metadata is left in it. */
export type Prepared = {
  picture: Blob;
  takenAt: string | null;
  /** Cell of resolution 12, null where neither the picture nor the phone knows. */
  placeCell: string | null;
  accuracyM: number | null;
};

type Exif = { takenAt: string | null; place: { lat: number; lng: number } | null };

const readExif = async (file: Blob): Promise<Exif> => {
  try {
    const exifr = (await import('exifr')).default;
    const [tags, gps] = await Promise.all([
      exifr.parse(file, ['DateTimeOriginal']) as Promise<{ DateTimeOriginal?: Date } | undefined>,
      exifr.gps(file) as Promise<{ latitude: number; longitude: number } | undefined>,
    ]);
    const taken = tags?.DateTimeOriginal;
    return {
      takenAt: taken instanceof Date && !Number.isNaN(taken.getTime()) ? taken.toISOString() : null,
      place:
        gps !== undefined && Number.isFinite(gps.latitude) && Number.isFinite(gps.longitude)
          ? { lat: gps.latitude, lng: gps.longitude }
          : null,
    };
  } catch {
    return { takenAt: null, place: null };
  }
};

const encode = async (file: Blob): Promise<Blob> => {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONGEST_PX / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise((done, fail) => {
    canvas.toBlob(
      (blob) => (blob === null ? fail(new Error('no picture')) : done(blob)),
      'image/jpeg',
      QUALITY,
    );
  });
};

/** Whether a file already says where it was taken. */
export const hasOwnPlace = async (file: Blob): Promise<boolean> => (await readExif(file)).place !== null;

/**
 * Reads what the picture knows, here on the phone, turns it into a cell and a time, and re-encodes the picture
 * without any metadata. Throws when the file is no picture a browser can show.
 */
export const preparePhoto = async (file: Blob, here: Here | null, known?: string): Promise<Prepared> => {
  const exif = await readExif(file);
  const picture = await encode(file);
  const takenAt = exif.takenAt ?? new Date().toISOString();
  if (known !== undefined) return { picture, takenAt, placeCell: known, accuracyM: 10 };
  if (exif.place !== null) {
    const cell = latLngToCell(exif.place.lat, exif.place.lng, PLACE_RESOLUTION);
    return { picture, takenAt, placeCell: cell, accuracyM: null };
  }
  if (here !== null && Date.now() - here.at < FRESH_MS) {
    const cell = latLngToCell(here.place[1], here.place[0], PLACE_RESOLUTION);
    return { picture, takenAt, placeCell: cell, accuracyM: Math.round(here.accuracyM) };
  }
  return { picture, takenAt, placeCell: null, accuracyM: null };
};
