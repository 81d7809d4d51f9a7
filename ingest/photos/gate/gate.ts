import type { Cell } from '../../../game/ids.ts';

/** What passes the gate: an upright JPEG without metadata, and what the picture said about its place. */
export type Admitted = {
  jpeg: Uint8Array;
  width: number;
  height: number;
  /** Of `jpeg`, lower-case hexadecimal: names the stored object. */
  sha256: string;
  /** Resolution 12, from the picture's own GPS; null when it carried none. A shop's place, not a person's. */
  placeCell: Cell | null;
};

/**
 * The only way a picture comes in. Nothing of the original is kept: no metadata, no appended bytes.
 *
 * `file` names the picture in messages.
 * @throws JokaError `PHOTO_NOT_AN_IMAGE`, `PHOTO_HEIC`, `PHOTO_TOO_LARGE`, `PHOTO_BAD_SHAPE`, `PHOTO_DAMAGED`,
 * `PHOTO_TOO_SLOW`, `PHOTO_KILLED_READER` (terminal), `PHOTO_BUSY`, `PHOTO_ENGINE_STOPPED` (transient)
 */
export type PhotoGate = {
  admit(bytes: Uint8Array, file?: string): Promise<Admitted>;
  close(): Promise<void>;
};

/** Bytes of an upload: 8 MB. */
export const MAX_PHOTO_BYTES = 8_000_000;
/** Pixels of a picture before anything is decoded: 50 million. */
export const MAX_PHOTO_PIXELS = 50_000_000;
/** Pixels: a shorter side holds no readable ad. */
export const MIN_PHOTO_SIDE = 96;
/** Longest side over shortest. */
export const MAX_PHOTO_RATIO = 6;
/** Pixels: the long side of what is kept. */
export const KEPT_PHOTO_SIDE = 3200;
