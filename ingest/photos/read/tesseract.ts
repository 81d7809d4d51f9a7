import { createPool } from '../child/pool.ts';
import type { OcrEngine, Reading } from './engine.ts';

/** How many processes read and what each may use. */
export type TesseractOptions = {
  processes?: number;
  memoryMb?: number;
  deadlineSeconds?: number;
  queueLimit?: number;
};

/** The engine with its processes' ids, for measuring them. */
export const readingChildren = (
  options: TesseractOptions = {},
): { engine: OcrEngine; pids: () => number[] } => {
  const pool = createPool<Uint8Array, Omit<Reading, 'engine'>>({
    entry: new URL('reading-child.ts', import.meta.url),
    place: 'the photo reader',
    size: options.processes ?? 1,
    jobsPerChild: 100,
    queueLimit: options.queueLimit ?? 64,
    deadlineSeconds: options.deadlineSeconds ?? 90,
    memoryMb: options.memoryMb ?? 1024,
  });
  const engine: OcrEngine = {
    id: 'tesseract',
    async read(jpeg, file, progress) {
      return { engine: 'tesseract', ...(await pool.run(jpeg, file, progress)) };
    },
    close: () => pool.close(),
  };
  return { engine, pids: () => pool.pids() };
};

/** Tesseract with French in niced child processes, each replaced after 100 pictures or when it misbehaves. */
export const createTesseract = (options: TesseractOptions = {}): OcrEngine => readingChildren(options).engine;
