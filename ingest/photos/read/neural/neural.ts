import { createPool } from '../../child/pool.ts';
import type { EngineOptions, MeasuredEngine, Reading, ReadLine } from '../engine.ts';
import { inReadingOrder, legible, withoutCut } from '../union.ts';

/** MiB: 160 after loading, 380 after the largest pictures; more is a picture that went wrong. */
export const NEURAL_MEMORY_MB = 900;

/** What the networks saw, with each line's place, before anything unsure is left out. */
export type SeenLines = Omit<Reading, 'engine' | 'lines'> & { lines: ReadLine[] };

/** The neural engine, which also hands out where its lines lie. */
export type Neural = MeasuredEngine & {
  readLines(jpeg: Uint8Array, file: string, progress?: (percent: number) => void): Promise<SeenLines>;
};

/** The networks of `@gutenye/ocr-node` in niced child processes, each replaced after 200 pictures or a fault. */
export const createNeural = (options: EngineOptions = {}): Neural => {
  const pool = createPool<Uint8Array, SeenLines>({
    entry: new URL('neural-child.ts', import.meta.url),
    place: 'the neural reader',
    size: options.processes ?? 1,
    jobsPerChild: 200,
    queueLimit: options.queueLimit ?? 64,
    deadlineSeconds: options.deadlineSeconds ?? 45,
    memoryMb: options.memoryMb ?? NEURAL_MEMORY_MB,
  });
  return {
    id: 'neural',
    async read(jpeg, file, progress) {
      const { lines, ...seen } = await pool.run(jpeg, file, progress);
      return { ...seen, engine: 'neural', lines: inReadingOrder(lines.filter(legible)).map(withoutCut) };
    },
    readLines: (jpeg, file, progress) => pool.run(jpeg, file, progress),
    pids: () => pool.pids(),
    close: () => pool.close(),
  };
};
