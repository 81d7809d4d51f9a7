import type { PhotoLine } from '../../../game/photo.ts';

/** What an engine read of one picture. Lines from top to bottom; boxes on the picture after `turned`. */
export type Reading = {
  engine: string;
  /** Pixels of the picture as stored, before `turned`. */
  width: number;
  height: number;
  /** Degrees clockwise by which the picture had to be turned to be read. */
  turned: 0 | 90 | 180 | 270;
  lines: PhotoLine[];
};

/**
 * One way to read text in a picture. Each engine works in processes of its own.
 *
 * @throws JokaError `PHOTO_TOO_SLOW`, `PHOTO_KILLED_READER`, `PHOTO_DAMAGED` (terminal), `PHOTO_BUSY`,
 * `PHOTO_ENGINE_STOPPED` (transient)
 */
export type OcrEngine = {
  readonly id: string;
  /** `jpeg` is what the gate let in; `file` names it in messages; `progress` in percent of this reading. */
  read(jpeg: Uint8Array, file: string, progress?: (percent: number) => void): Promise<Reading>;
  close(): Promise<void>;
};
