import { createPool } from '../child/pool.ts';
import { JokaError } from '../../../game/errors.ts';
import type { EngineOptions, MeasuredEngine, Turned } from './engine.ts';
import type { Cut, CutReading } from './read-cuts.ts';
import type { ReadingAnswer, ReadingJob } from './reading-child.ts';

/** Tesseract, which also reads lines that another engine found. */
export type Tesseract = MeasuredEngine & {
  /** One answer per cut, in their order. */
  readCuts(
    jpeg: Uint8Array,
    file: string,
    cuts: { turned: Turned; list: Cut[] },
    progress?: (percent: number) => void,
  ): Promise<CutReading[]>;
};

const PLACE = 'the photo reader';

/** Tesseract with French in niced child processes, each replaced after 100 pictures or when it misbehaves. */
export const createTesseract = (options: EngineOptions = {}): Tesseract => {
  const pool = createPool<ReadingJob, ReadingAnswer>({
    entry: new URL('reading-child.ts', import.meta.url),
    place: PLACE,
    size: options.processes ?? 1,
    jobsPerChild: 100,
    queueLimit: options.queueLimit ?? 64,
    deadlineSeconds: options.deadlineSeconds ?? 90,
    memoryMb: options.memoryMb ?? 1024,
  });
  const astray = (file: string): JokaError =>
    new JokaError('PHOTO_KILLED_READER', { place: PLACE, file, reason: 'it answered another question' });
  return {
    id: 'tesseract',
    async read(jpeg, file, progress) {
      const answer = await pool.run({ jpeg, cuts: null }, file, progress);
      if (!('reading' in answer)) throw astray(file);
      return { engine: 'tesseract', ...answer.reading };
    },
    async readCuts(jpeg, file, cuts, progress) {
      const answer = await pool.run({ jpeg, cuts }, file, progress);
      if (!('cuts' in answer)) throw astray(file);
      return answer.cuts;
    },
    pids: () => pool.pids(),
    close: () => pool.close(),
  };
};
