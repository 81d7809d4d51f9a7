import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { childEnvironment } from '../infra/config.ts';
import { testDatabase, type TestDatabase } from '../test/support/database.ts';
import { cause } from './outbox.ts';
import { listRuns, type RunLine } from './runs/list.ts';

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));

let database: TestDatabase;
let home: string;
beforeAll(async () => {
  [database, home] = await Promise.all([testDatabase(), mkdtemp(join(tmpdir(), 'joka-worker-'))]);
});
afterAll(async () => {
  await database.close();
  await rm(home, { recursive: true, force: true });
});

const startWorker = (crashAt = ''): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', WORKER], {
    env: childEnvironment({ DATABASE_URL: database.url, JOKA_HOME: home, JOKA_TEST_CRASH_AT: crashAt }),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });

const runOf = async (subject: string): Promise<RunLine | undefined> =>
  (await listRuns(database.db.ops)).find((run) => run.subject === subject);

const reaches = async (subject: string, status: RunLine['status']): Promise<RunLine | undefined> => {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(50)) {
    const run = await runOf(subject);
    if (run?.status === status) return run;
  }
  return runOf(subject);
};

test('a worker killed in the middle of a run is followed by one that ends it, without waiting for the lease', async () => {
  await cause(database.db.ops, { kind: 'traces-purge', subject: 'killed' }, new Date());
  const [, signal] = (await once(startWorker('save:traces-purge:before'), 'exit')) as [
    number | null,
    string | null,
  ];
  expect(signal).toBe('SIGKILL');
  expect(await runOf('killed')).toMatchObject({ status: 'running', steps: 0 });

  const next = startWorker();
  const ended = once(next, 'exit');
  await once(next, 'message');
  const ready = performance.now();
  expect(await reaches('killed', 'done')).toMatchObject({ status: 'done', steps: 1, runner: 'inline' });
  // The lease is a minute; a dead job of graphile-worker would stay locked for hours.
  expect(performance.now() - ready).toBeLessThan(25_000);

  await cause(database.db.ops, { kind: 'traces-purge', subject: 'next' }, new Date());
  expect(await reaches('next', 'done')).toMatchObject({ status: 'done' });
  next.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
}, 120_000);
