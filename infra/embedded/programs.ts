import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { Binaries } from './binaries.ts';
import type { Place } from './place.ts';

const executable = (binaries: Binaries, program: string): string =>
  path.join(binaries.directory, 'bin', process.platform === 'win32' ? `${program}.exe` : program);

/** No locale, no PG* variable and no time zone of the caller reaches the server. */
const environment = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' };

const identity = (place: Place): { uid?: number; gid?: number } =>
  place.account === null ? {} : { uid: place.account.uid, gid: place.account.gid };

/** Runs a program of PostgreSQL to its end. @returns its exit code and all it said. */
export const runProgram = async (
  binaries: Binaries,
  place: Place,
  program: string,
  args: readonly string[],
): Promise<{ code: number | null; output: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(executable(binaries, program), args, {
      cwd: place.root,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...identity(place),
    });
    let output = '';
    const hear = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });

/** A postmaster just started: `exited` settles when it ends by itself. */
export type Postmaster = { pid: number | undefined; exited: Promise<number | null> };

/**
 * Starts a postmaster in a session of its own, so that a terminal's Ctrl-C or the end of this process does not
 * reach it.
 */
export const startPostmaster = async (
  binaries: Binaries,
  place: Place,
  args: readonly string[],
): Promise<Postmaster> => {
  const log = await open(place.log, 'a', 0o600);
  try {
    const child = spawn(executable(binaries, 'postgres'), args, {
      cwd: place.root,
      env: environment,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      ...identity(place),
    });
    const exited = new Promise<number | null>((resolve) => {
      child.on('error', () => resolve(null));
      child.on('exit', (code) => resolve(code));
    });
    child.unref();
    return { pid: child.pid, exited };
  } finally {
    await log.close();
  }
};
