import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A product started as the README says, in a home of its own. `output` is all it has printed. */
export type Instance = { url: string; output(): string; child: ChildProcess; stop(): Promise<number | null> };

const main = fileURLToPath(new URL('../../bin/joka.mjs', import.meta.url));

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
};

/**
 * Starts `joka start` and waits until it says it is ready.
 * @throws Error with everything printed, when it ends before or does not answer in time
 */
export const startInstance = async (
  home: string,
  port: number,
  env: NodeJS.ProcessEnv,
  ms: number,
): Promise<Instance> => {
  const child = spawn(process.execPath, [main, 'start'], {
    env: { ...process.env, ...env, JOKA_HOME: home, JOKA_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  child.stdout.on('data', (text: Buffer) => printed.push(text.toString()));
  child.stderr.on('data', (text: Buffer) => printed.push(text.toString()));
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
  });
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + ms;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(
        `joka start was not ready after ${ms} ms (exit ${String(child.exitCode)}):\n${printed.join('')}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return {
    url,
    child,
    output: () => printed.join(''),
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
};
