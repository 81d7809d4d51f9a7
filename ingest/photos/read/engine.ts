import type { PhotoLine } from '../../../game/photo.ts';
import type { LineBox } from './strip.ts';

/** A line with where it lies, rotated, in pixels of the picture after `turned`. */
export type ReadLine = PhotoLine & { cut: LineBox };

/** Degrees clockwise by which a picture has to be turned to be read. */
export type Turned = 0 | 90 | 180 | 270;

/** What an engine read of one picture. Lines from top to bottom; boxes on the picture after `turned`. */
export type Reading = {
  engine: string;
  /** Pixels of the picture as stored, before `turned`. */
  width: number;
  height: number;
  /** Degrees clockwise by which the picture had to be turned to be read. */
  turned: Turned;
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

/** An engine that tells the ids of its processes, for measuring them. */
export type MeasuredEngine = OcrEngine & { pids(): number[] };

/** How many processes read and what each may use. */
export type EngineOptions = {
  processes?: number;
  memoryMb?: number;
  deadlineSeconds?: number;
  queueLimit?: number;
};
