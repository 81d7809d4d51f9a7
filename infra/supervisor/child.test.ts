import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAlive } from '../embedded/postmaster-file.ts';
import { keepRunning } from './child.ts';
import type { BackOff, Child } from './child.ts';
import { runProcesses } from './run.ts';

const FAST: BackOff = { firstMs: 20, lastMs: 80, steadyMs: 60_000, limit: 3, graceMs: 1000 };
const READY = `process.send?.({ ready: true, details: { pid: process.pid } });`;
const STAY = `setInterval(() => {}, 1000);`;

const until = async (condition: () => boolean, ms = 10_000): Promise<void> => {
  const end = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > end) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

describe('a supervised process', () => {
  let directory: string;
  const children: Child[] = [];
  beforeEach(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), 'joka-child-'));
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map(async (child) => child.stop()));
    await rm(directory, { recursive: true });
  });

  const keep = async (code: string) => {
    const file = path.join(directory, 'child.mjs');
    await writeFile(file, code);
    const seen = { ready: [] as number[], waits: [] as number[], gaveUp: [] as string[] };
    const child = keepRunning(
      { name: 'child', command: [process.execPath, file], env: {}, cwd: directory },
      {
        ready: (details) => seen.ready.push(Number(details['pid'])),
        died: (_, waitMs) => seen.waits.push(waitMs),
        gaveUp: (how) => seen.gaveUp.push(how),
      },
      FAST,
    );
    children.push(child);
    return { child, seen };
  };

  it('is started again with growing waits each time it dies, and ended by stop', async () => {
    const { child, seen } = await keep(`${READY}${STAY}`);
    for (let times = 1; times <= 4; times += 1) {
      await until(() => seen.ready.length === times);
      process.kill(seen.ready.at(-1) ?? 0, 'SIGKILL');
      await until(() => seen.waits.length === times);
    }
    expect(seen.waits).toEqual([20, 40, 80, 80]);
    expect(new Set(seen.ready).size).toBe(4);
    await until(() => seen.ready.length === 5);
    await child.stop();
    expect(isAlive(seen.ready[4] ?? 0)).toBe(false);
    expect(child.pid()).toBeNull();
  });

  it('is given up when it never becomes ready', async () => {
    const { seen } = await keep('process.exit(3)');
    await until(() => seen.gaveUp.length === 1);
    expect(seen.gaveUp).toEqual(['exit code 3']);
    expect(seen.waits).toEqual([20, 40]);
  });

  it('is killed when it does not listen', async () => {
    const { child, seen } = await keep(`process.on('SIGTERM', () => {});${READY}${STAY}`);
    await until(() => seen.ready.length === 1);
    const asked = Date.now();
    await child.stop();
    expect(Date.now() - asked).toBeGreaterThanOrEqual(FAST.graceMs - 50);
    expect(isAlive(seen.ready[0] ?? 0)).toBe(false);
  });

  it('ends in order when its supervisor is killed', async () => {
    const supervised = pathToFileURL(path.resolve('infra/supervisor/supervised.ts')).href;
    const child = path.join(directory, 'child.ts');
    const ended = path.join(directory, 'ended');
    await writeFile(
      child,
      `import { writeFile } from 'node:fs/promises';
       import { onStop, sayReady } from '${supervised}';
       onStop(async () => writeFile(${JSON.stringify(ended)}, 'in order'));
       sayReady();${STAY}`,
    );
    const parent = path.join(directory, 'parent.mjs');
    await writeFile(
      parent,
      `import { spawn } from 'node:child_process';
       const child = spawn(process.execPath, ['--import', ${JSON.stringify(import.meta.resolve('tsx'))}, ${JSON.stringify(child)}],
         { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
       child.on('message', () => console.log(child.pid));`,
    );
    const supervisor = spawn(process.execPath, [parent], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((resolve) => {
      supervisor.stdout.once('data', (text: Buffer) => resolve(Number(text.toString())));
    });
    supervisor.kill('SIGKILL');
    await until(() => !isAlive(pid));
    expect(await readFile(ended, 'utf8')).toBe('in order');
  });

  it('stops the others when one of them cannot be started', async () => {
    const good = path.join(directory, 'good.mjs');
    await writeFile(good, `${READY}${STAY}`);
    const bad = path.join(directory, 'bad.mjs');
    await writeFile(bad, 'process.exit(1)');
    const spec = (name: string, file: string) =>
      ({ name, command: [process.execPath, file], env: {}, cwd: directory }) as const;
    await expect(
      runProcesses(
        [spec('good', good), spec('bad', bad)],
        () => undefined,
        new AbortController().signal,
        FAST,
      ),
    ).rejects.toMatchObject({
      code: 'CHILD_FAILED',
      details: { name: 'bad', how: 'exit code 1' },
    });
  });

  it('is not started again when the end was asked for before it was ready', async () => {
    const file = path.join(directory, 'slow.mjs');
    await writeFile(file, STAY);
    const asked = new AbortController();
    const said: string[] = [];
    const running = runProcesses(
      [{ name: 'slow', command: [process.execPath, file], env: {}, cwd: directory }],
      (line) => said.push(line),
      asked.signal,
      FAST,
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    asked.abort();
    const { pids } = await running;
    expect(pids()).toEqual({ slow: null });
    expect(said).toEqual([]);
  });
});
