import { afterEach, describe, expect, it } from 'vitest';
import { enrol, stage, studyBench, type StudyBench } from '../../test/support/study.ts';
import { crashPoints, installCrashHook } from '../crash-points.ts';
import { listFiles } from './manifest.ts';

const PERSON = {
  account: 'ana',
  game: '11111111-1111-4111-8111-111111111111',
  study: '22222222-2222-4222-8222-222222222222',
};
const POINTS = crashPoints().filter((point) => point.includes('lake'));

afterEach(() => installCrashHook(null));

/** Dies (once) when the process comes to a point for the nth time; a later try goes through. */
const dieOnce = (point: string, nth: number): { died: () => boolean } => {
  let left = nth;
  installCrashHook((name) => {
    if (name !== point) return;
    left -= 1;
    if (left === 0) throw new Error(`died at ${point}`);
  });
  return { died: () => left <= 0 };
};

/** Does a piece of work again after it died, as a worker that comes back does. */
const insist = async (work: () => Promise<unknown>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('died at'))) throw error;
    await work();
  }
};

const dwell = (hour: number) => ({
  at: `2026-10-20T${hour}:00:00Z`,
  lastAt: `2026-10-20T${hour}:20:00Z`,
  cell: '8b194e6a2d1bfff',
  n: 5,
  accuracy: 'fine',
  home: false,
  session: 's1',
});

/** Two flushes, a merge and the sweep; what a reader, the store and the staging table hold at the end. */
const story = async (bench: StudyBench): Promise<unknown> => {
  await enrol(bench.db, PERSON);
  for (const hours of [
    [10, 12],
    [14, 16, 18],
  ]) {
    await stage(bench.db, PERSON.game, 'fixes', hours.map(dwell));
    await insist(() => bench.lake.flush());
  }
  await insist(() => bench.lake.merge());
  await insist(() => bench.lake.sweep());
  const objects: string[] = [];
  for await (const key of bench.store.list('')) objects.push(key);
  const waiting = await bench.db.study.selectFrom('study.staging').select('id').execute();
  return { files: await listFiles(bench.db.study), objects, waiting: waiting.length };
};

const tell = async (point: string | null, nth: number): Promise<{ state: unknown; died: boolean }> => {
  const bench = await studyBench(1);
  try {
    const crash = point === null ? null : dieOnce(point, nth);
    const state = await story(bench);
    return { state, died: crash?.died() ?? false };
  } finally {
    installCrashHook(null);
    await bench.close();
  }
};

describe('a process that dies', () => {
  it('at any point of any flush, merge or delete leaves, once back, the same lake as one that never did', async () => {
    const { state: whole } = await tell(null, 0);
    expect(whole).toMatchObject({ files: [{ rows: 5 }], waiting: 0 });
    expect(POINTS).toEqual([
      'commit:lake-flush:after',
      'commit:lake-flush:before',
      'commit:lake-rewrite:after',
      'commit:lake-rewrite:before',
      'delete:lake:after',
      'delete:lake:before',
      'put:lake:after',
      'put:lake:before',
    ]);
    for (const point of POINTS)
      for (let nth = 1; ; nth += 1) {
        const { state, died } = await tell(point, nth);
        expect({ point, nth, state }).toEqual({ point, nth, state: whole });
        if (!died) break;
      }
  }, 240_000);
});
