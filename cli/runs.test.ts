import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readConfig } from '../infra/config.ts';
import { causeProbe, probeWorld, runOf } from '../test/support/probe/world.ts';
import { createInlineRunner } from '../workflows/inline/runner.ts';
import type { CliContext } from './context.ts';
import { runCli } from './run.ts';
import { register } from './runs.ts';

let world: Awaited<ReturnType<typeof probeWorld>>;
let context: CliContext;
beforeAll(async () => {
  world = await probeWorld();
  context = {
    config: () => readConfig({}),
    database: () => Promise.resolve(world.db),
    connection: () => Promise.reject(new Error('not needed')),
    store: () => Promise.reject(new Error('not needed')),
    clock: world.clock,
    close: () => Promise.resolve(),
  };
  for (const subject of ['waits', 'broken']) await causeProbe(world.db.ops, subject, world.clock);
  await createInlineRunner({ ...world, pauseMs: 1 }).runUntilIdle();
  await causeProbe(world.db.ops, 'new', world.clock);
});
afterAll(() => world.close());

/** One command line: its exit code, what it printed, and its JSON lines. */
const joka = async (...argv: string[]) => {
  const out: string[] = [];
  const err: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: unknown) => void out.push(String(line)));
  const error = vi.spyOn(console, 'error').mockImplementation((line: unknown) => void err.push(String(line)));
  process.exitCode = undefined;
  try {
    const code = await runCli(argv, [register], 'test', context);
    const json = argv.includes('--json')
      ? out.map((line) => JSON.parse(line) as Record<string, unknown>)
      : [];
    return { code, out: out.join('\n'), err: err.join('\n'), json };
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
};

test('lists runs with their state, and says why one failed', async () => {
  const { code, json } = await joka('runs', '--json');
  expect(code).toBe(0);
  expect(Object.fromEntries(json.map(({ subject, status }) => [subject, status]))).toEqual({
    waits: 'waiting',
    broken: 'failed',
    new: 'open',
  });
  expect(json.find(({ subject }) => subject === 'waits')).toMatchObject({
    waitsFor: 'verdict',
    runner: 'inline',
  });
  const { out } = await joka('runs', '--status', 'failed');
  expect(out).toMatch(/^run +kind +subject/);
  expect(out).toContain('STORE_KEY_INVALID: The object key no/such does not follow the key grammar.');
  expect(out).not.toContain('waits ');
  expect((await joka('runs', '--kind', 'photo')).out).toBe('no runs');
  expect((await joka('runs', '--status', 'odd')).code).toBe(2);
  expect((await joka('runs', '--limit', '0')).code).toBe(2);
  expect((await joka('runs', '--limit', '1', '--json')).json).toHaveLength(1);
});

test('tries a failed run again as its next attempt, and refuses what is not over', async () => {
  const { id } = await runOf(world.db.ops, 'broken');
  const { code, json } = await joka('runs', 'retry', id, '--json');
  expect(code).toBe(0);
  expect(json).toMatchObject([{ retries: id }]);
  expect((await joka('runs', '--status', 'open', '--json')).json).toEqual(
    expect.arrayContaining([expect.objectContaining({ run: json[0]?.['run'], attempt: 2 })]),
  );
  const waits = await runOf(world.db.ops, 'waits');
  const refused = await joka('runs', 'retry', waits.id);
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.err).toMatch(/RUN_NOT_FINISHED.*\nwhat to do: .*joka runs cancel/);
});

test('cancels a run once', async () => {
  const { id } = await runOf(world.db.ops, 'waits');
  expect(await joka('runs', 'cancel', id)).toMatchObject({ code: 0, out: `run ${id} is cancelled` });
  expect((await runOf(world.db.ops, 'waits')).status).toBe('cancelled');
  expect((await joka('runs', 'cancel', id)).err).toContain('RUN_ALREADY_CLOSED');
  expect((await joka('runs', 'cancel', 'nonsense')).err).toContain('RUN_NOT_FOUND');
});

test('shows what starts by itself', async () => {
  const { json } = await joka('runs', 'schedules', '--json');
  expect(json).toHaveLength(6);
  expect(json[0]).toMatchObject({ name: 'lake-flush', cron: '*/15 * * * *', enabled: true, lastFired: null });
});
