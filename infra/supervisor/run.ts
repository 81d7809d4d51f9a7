import { once } from 'node:events';
import os from 'node:os';
import { spawn } from 'node:child_process';
import { JokaError } from '../../game/errors.ts';
import { keepRunning } from './child.ts';
import type { BackOff, Child, ChildSpec } from './child.ts';
import type { Ready } from './supervised.ts';

/**
 * Runs a command of ours to its end with our terminal; `signal` ends it with SIGTERM. @throws JokaError CHILD_FAILED
 * when it fails by itself.
 */
export const runToEnd = async (spec: ChildSpec, signal: AbortSignal, priority = 0): Promise<void> => {
  const [program, ...args] = spec.command;
  const child = spawn(program, args, {
    cwd: spec.cwd,
    env: spec.env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const stop = (): void => void child.kill('SIGTERM');
  if (priority !== 0 && child.pid !== undefined) os.setPriority(child.pid, priority);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  const [code, by] = (await once(child, 'exit')) as [number | null, string | null];
  signal.removeEventListener('abort', stop);
  // A terminal's Ctrl-C may reach it before it reaches us.
  if (code !== 0 && by !== 'SIGINT' && !signal.aborted)
    throw new JokaError('CHILD_FAILED', {
      name: spec.name,
      how: by === null ? `exit code ${code}` : `signal ${by}`,
    });
};

export type Running = {
  /** What each process said when it was first ready, by name. */
  ready: ReadonlyMap<string, Ready['details']>;
  /** Rejects when a process could not be kept up. */
  failed: Promise<never>;
  pids: () => Record<string, number | null>;
  stop(): Promise<void>;
};

/** Resolves once the signal is aborted. */
export const untilAborted = async (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

/**
 * Starts processes and keeps them up. Resolves when all have said they are ready, or when `signal` ends the attempt:
 * they are then stopped already.
 * @throws JokaError CHILD_FAILED when one never is; those already started are then stopped.
 */
export const runProcesses = async (
  specs: readonly ChildSpec[],
  say: (line: string) => void,
  signal: AbortSignal,
  backOff?: BackOff,
): Promise<Running> => {
  const ready = new Map<string, Ready['details']>();
  let fail: (error: JokaError) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => undefined);
  const children = new Map<string, Child>();
  const stop = async (): Promise<void> => {
    await Promise.all([...children.values()].map(async (child) => child.stop()));
  };
  const started = specs.map(
    async (spec) =>
      new Promise<void>((resolve) => {
        const child = keepRunning(
          spec,
          {
            ready: (details) => {
              if (!ready.has(spec.name)) ready.set(spec.name, details);
              resolve();
            },
            died: (how, waitMs) => say(`${spec.name} ended (${how}); starting it again in ${waitMs} ms`),
            gaveUp: (how) => fail(new JokaError('CHILD_FAILED', { name: spec.name, how })),
          },
          backOff,
        );
        children.set(spec.name, child);
      }),
  );
  // A Ctrl-C reaches the children too, maybe before they listen: their end is then no failure.
  const aborted = untilAborted(signal).then(stop);
  try {
    await Promise.race([Promise.all(started), failed, aborted]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ready,
    failed,
    pids: () => Object.fromEntries([...children].map(([name, child]) => [name, child.pid()])),
    stop,
  };
};
