import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../../../infra/config.ts';

const STUB = fileURLToPath(new URL('../../../bin/joka.mjs', import.meta.url));

export type Ran = { code: number | null; out: string; err: string };

/** A `joka` command under way. `said` waits until its output matches. */
export type JokaProcess = {
  child: ChildProcess;
  ended: Promise<Ran>;
  said(pattern: RegExp): Promise<string>;
};

/** Starts the command as a person does, with these variables; those of suites are not passed on. */
export const startJoka = (args: readonly string[], env: Record<string, string> = {}): JokaProcess => {
  const without = { JOKA_TEST_DATABASE_URL: undefined, NODE_ENV: undefined, VITEST: undefined };
  const child = spawn(process.execPath, [STUB, ...args], {
    env: childEnvironment({ ...without, ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  let heard = (): void => undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8');
    heard();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString('utf8');
    heard();
  });
  const ended = new Promise<Ran>((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }));
  });
  const said = async (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      heard = () => {
        const found = pattern.exec(out + err)?.[0];
        if (found !== undefined) resolve(found);
      };
      heard();
      void ended.then(({ code }) => reject(new Error(`ended with ${code} and said: ${out}${err}`)), reject);
    });
  return { child, ended, said };
};

/** Runs the command to its end. */
export const joka = async (args: readonly string[], env: Record<string, string> = {}): Promise<Ran> =>
  startJoka(args, env).ended;
