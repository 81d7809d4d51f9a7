import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('./user.ts', import.meta.url));

export type Held = { started: boolean; pid: number; root: string; rows: Record<string, unknown>[] };

/** A process apart that uses the embedded server of a home, until `release` or `kill`. */
export type UserProcess = {
  held: Promise<Held>;
  /** Lets it release and end. @returns its exit code. */
  release(): Promise<number | null>;
  /** SIGKILL. */
  kill(): Promise<void>;
};

/** `env` is the whole environment of the process: `{}` has no LANG, no PATH, no HOME. */
export const spawnUser = (
  home: string,
  options: { sql?: string; env?: Record<string, string>; uid?: number; gid?: number } = {},
): UserProcess => {
  const { sql = 'SELECT 1', env = {}, uid, gid } = options;
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, home, sql], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString('utf8');
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on('exit', (code) => resolve(code));
  });
  const held = new Promise<Held>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.includes('\n')) resolve(JSON.parse(text) as Held);
    });
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${errors}`)));
    child.on('error', reject);
  });
  held.catch(() => undefined);
  return {
    held,
    release: async () => {
      child.stdin.end();
      return ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};
