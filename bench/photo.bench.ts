import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createChildGate } from '../ingest/photos/gate/child-gate.ts';
import { createTesseract } from '../ingest/photos/read/tesseract.ts';
import { photograph, POSTERS } from '../ingest/photos/test/poster.ts';
import { hits, wordsOf } from '../ingest/photos/test/words.ts';
import { understand } from '../ingest/photos/understand/understand.ts';
import { type Bench, round } from './bench.ts';

const run = promisify(execFile);
const ROUNDS = 3;

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const timed = async <T>(work: () => Promise<T>): Promise<{ seconds: number; value: T }> => {
  const start = performance.now();
  const value = await work();
  return { seconds: (performance.now() - start) / 1000, value };
};

const peakMb = async (pid: number): Promise<number | null> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const peak = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
  return peak === undefined ? null : Number(peak) / 1024;
};

/** Native Tesseract with French on the same pictures; null where it is not installed. */
const native = async (
  folder: string,
  jpegs: Uint8Array[],
): Promise<{ seconds: number; texts: string[] } | null> => {
  const seconds: number[] = [];
  const texts: string[] = [];
  for (const [at, jpeg] of jpegs.entries()) {
    const file = join(folder, `${at}.jpg`);
    await writeFile(file, jpeg);
    try {
      const { seconds: took, value } = await timed(() =>
        run('tesseract', [file, '-', '-l', 'fra', '--psm', '3']),
      );
      seconds.push(took);
      texts.push(value.stdout);
    } catch {
      return null;
    }
  }
  return { seconds: median(seconds), texts };
};

export const bench: Bench = {
  title: 'A photo read: gate, text, fields',
  against: 'native tesseract on the same pictures, where it is installed with French',
  measures: ['ingest/photos'],
  run: async () => {
    const gate = createChildGate();
    const engine = createTesseract();
    const folder = await mkdtemp(join(tmpdir(), 'joka-bench-'));
    try {
      const photos = await Promise.all(POSTERS.map(photograph));
      await engine.read((await gate.admit(photos[0] ?? new Uint8Array())).jpeg, 'warm-up');
      const [gates, reads, fields]: [number[], number[], number[]] = [[], [], []];
      const jpegs: Uint8Array[] = [];
      let [wanted, hit] = [0, 0];
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const [at, photo] of photos.entries()) {
          const admitted = await timed(() => gate.admit(photo));
          const reading = await timed(() => engine.read(admitted.value.jpeg, 'bench'));
          const draft = await timed(() => Promise.resolve(understand(reading.value.lines)));
          gates.push(admitted.seconds);
          reads.push(reading.seconds);
          fields.push(draft.seconds);
          if (round > 0) continue;
          jpegs.push(admitted.value.jpeg);
          const words = wordsOf(POSTERS[at]?.lines.join(' ') ?? '');
          wanted += words.length;
          hit += hits(words, wordsOf(reading.value.lines.map(({ text }) => text).join(' ')));
        }
      }
      const peak = await peakMb(engine.pids()[0] ?? 0);
      const peer = await native(folder, jpegs);
      const peerHit = peer?.texts.reduce(
        (sum, text, at) => sum + hits(wordsOf(POSTERS[at]?.lines.join(' ') ?? ''), wordsOf(text)),
        0,
      );
      return {
        photos: reads.length,
        gate_seconds_median: round(median(gates)),
        read_seconds_median: round(median(reads)),
        read_seconds_worst: round(Math.max(...reads)),
        understand_milliseconds_median: round(median(fields) * 1000),
        photos_per_minute_per_process: round(60 / (median(gates) + median(reads) + median(fields))),
        words_read_share: round(hit / wanted),
        reader_peak_mb: peak === null ? 'not measured on this system' : round(peak),
        native_seconds_median:
          peer === null ? 'native tesseract with French is not installed' : round(peer.seconds),
        native_words_read_share: peerHit === undefined ? 'not installed' : round(peerHit / wanted),
      };
    } finally {
      await engine.close();
      await gate.close();
      await rm(folder, { recursive: true });
    }
  },
};
