import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { enrol, stage, studyBench, type StudyBench } from '../test/support/study.ts';
import { readConfig } from '../infra/config.ts';
import type { CliContext } from './context.ts';
import { register as lake } from './lake.ts';
import { runCli } from './run.ts';
import { register as territory } from './territory.ts';

let bench: StudyBench;
let context: CliContext;
beforeAll(async () => {
  bench = await studyBench();
  context = {
    config: () => ({ ...readConfig({}), JOKA_HOME: bench.cacheDir }),
    database: () => Promise.resolve(bench.db),
    connection: () => Promise.reject(new Error('not needed')),
    store: () => Promise.resolve(bench.store),
    clock: bench.clock,
    close: () => Promise.resolve(),
  };
  for (let i = 0; i < 12; i += 1) {
    const person = await enrol(bench.db);
    await stage(bench.db, person.game, 'fixes', [
      {
        at: '2026-10-06T15:00:00Z',
        lastAt: '2026-10-06T15:20:00Z',
        cell: '8b194e6a2d1bfff',
        n: 3,
        accuracy: 'fine',
        home: false,
        session: 's',
      },
    ]);
  }
});
afterAll(() => bench.close());

/** Runs one command line; gives its exit code and the lines it printed. */
const joka = async (...argv: string[]): Promise<{ code: number; lines: string[]; error: string }> => {
  const lines: string[] = [];
  let error = '';
  const log = vi.spyOn(console, 'log').mockImplementation((line: unknown) => void lines.push(String(line)));
  const fail = vi.spyOn(console, 'error').mockImplementation((line: unknown) => {
    error += String(line);
  });
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    return { code: await runCli(argv, [lake, territory], 'test', context), lines, error };
  } finally {
    log.mockRestore();
    fail.mockRestore();
    written.mockRestore();
  }
};
const json = (lines: readonly string[]): unknown[] => lines.map((line) => JSON.parse(line) as unknown);

describe('joka lake and joka territory', () => {
  it('lists what waits, flushes it, lists the week', async () => {
    expect(json((await joka('lake', '--json')).lines)).toEqual([
      { table: 'fixes', week: 'waiting', files: 0, rows: 12, bytes: null },
    ]);
    expect(json((await joka('lake', 'flush', '--json')).lines)).toEqual([
      { rows: 12, files: 1, quarantined: 0 },
    ]);
    expect(json((await joka('lake', '--json', '--table', 'fixes')).lines)).toEqual([
      expect.objectContaining({ table: 'fixes', week: '2026-W41', files: 1, rows: 12 }),
    ]);
    expect((await joka('lake', 'sweep')).lines).toEqual(['removed 0']);
  });

  it('computes and publishes by hand, and shows what was published', async () => {
    expect((await joka('territory', 'T1')).lines).toEqual([
      'nothing is published yet: tables appear 7 days after their week ended',
    ]);
    expect((await joka('territory', 'publish', 'T1', '2026-W41')).code).toBe(0);
    const figures = json((await joka('territory', 'T1', '--table', 'participants', '--json')).lines);
    expect(figures).toContainEqual(
      expect.objectContaining({
        week: '2026-W41',
        key: 'all',
        measure: 'observed',
        value: 10,
        masked: false,
      }),
    );
    expect(json((await joka('territory', '--json')).lines)).toEqual([
      expect.objectContaining({ code: 'T1', weeks: 1, latest: '2026-W41', computed: '2026-11-02T03:00Z' }),
    ]);
  });

  it('says what is wrong, with exit code 1 for the work and 2 for the command line', async () => {
    expect((await joka('territory', 'compare', 'T1', 'NOPE')).error).toContain('STUDY_TERRITORY_UNKNOWN');
    expect((await joka('territory', 'compare', 'T1', 'T1')).lines).toEqual(['T1 is compared with T1']);
    expect((await joka('territory', 'compare', 'T1')).lines).toEqual([
      'T1 is compared with no other territory',
    ]);
    const unknown = await joka('territory', 'NOPE');
    expect([unknown.code, unknown.error]).toEqual([1, expect.stringContaining('STUDY_TERRITORY_UNKNOWN')]);
    const early = await joka('territory', 'publish', 'T1', '2026-W44');
    expect([early.code, early.error]).toEqual([1, expect.stringContaining('PUBLISH_TOO_EARLY')]);
    expect((await joka('territory', 'publish', 'T1')).code).toBe(2);
    expect((await joka('lake', '--nonsense')).code).toBe(2);
  });
});
