import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ensureTemporal, findTemporal, temporalCache } from './program.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'joka-program-'));
  vi.stubEnv('HOME', join(folder, 'home'));
  vi.stubEnv('PATH', join(folder, 'bin'));
  await mkdir(join(folder, 'bin'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const noNetwork = (): Promise<string> => Promise.reject(new Error('no route to host'));

const program = async (path: string, text: string): Promise<void> => {
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
};

test('the program on the PATH is taken before the one built earlier', async () => {
  await mkdir(temporalCache(), { recursive: true });
  await program(join(temporalCache(), 'temporal'), 'exit 0');
  expect(await findTemporal()).toBe(join(temporalCache(), 'temporal'));
  await program(join(folder, 'bin', 'temporal'), 'exit 0');
  expect(await findTemporal()).toBe(join(folder, 'bin', 'temporal'));
});

test('without a program and without Go, it says what was tried and what helps', async () => {
  const said: string[] = [];
  await expect(ensureTemporal((line) => said.push(line), noNetwork)).rejects.toMatchObject({
    code: 'TEMPORAL_NO_SERVER',
    message: expect.stringMatching(
      /no program "temporal" on the PATH; no Go to build it with; the SDK's own download failed: no route to host/,
    ) as string,
  });
  expect(said.join()).toMatch(/Asking the Temporal SDK to download a server, once/);
});

test('the SDK’s own download is the last resort, into the same cache', async () => {
  const asked: string[] = [];
  const fetched = await ensureTemporal(
    () => undefined,
    (into) => {
      asked.push(into);
      return Promise.resolve(join(into, 'temporal'));
    },
  );
  expect(asked).toEqual([join(temporalCache(), 'sdk')]);
  expect(fetched).toBe(join(temporalCache(), 'sdk', 'temporal'));
});

test('with Go it is built once into the cache, and said so; a failed build says why', async () => {
  const go = join(folder, 'bin', 'go');
  const said: string[] = [];
  await program(
    go,
    `[ "$1" = version ] && echo "go version go1.24" && exit 0\necho "no route to module" >&2; exit 1`,
  );
  await expect(ensureTemporal((line) => said.push(line), noNetwork)).rejects.toThrow(
    /go install ended with 1: no route to module/,
  );
  expect(said.join()).toMatch(/Building Temporal v1\.5\.1 with go version go1\.24, once: 3 to 4 minutes/);
  const build = '/bin/cp /bin/sh "$GOBIN/temporal"';
  await program(go, `[ "$1" = version ] && echo "go version go1.24" && exit 0\n${build}`);
  expect(await ensureTemporal(() => undefined)).toBe(join(temporalCache(), 'temporal'));
});
