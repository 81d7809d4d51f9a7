import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Ready } from './supervised.ts';

export type ChildSpec = {
  /** Shown in messages: `api`, `worker`. */
  name: string;
  /** The program and its arguments. */
  command: readonly [string, ...string[]];
  env: Readonly<Record<string, string>>;
  cwd: string;
};

export type ChildEvents = {
  ready(details: Ready['details']): void;
  /** It ended by itself; it is started again after `waitMs`. */
  died(how: string, waitMs: number): void;
  /** It ended `limit` times in a row before it was ready: it is not started again. */
  gaveUp(how: string): void;
};

export type BackOff = {
  firstMs: number;
  lastMs: number;
  /** Up for this long: the next wait begins at `firstMs` again. */
  steadyMs: number;
  /** Ends in a row without ever having been ready. */
  limit: number;
  /** Between SIGTERM and SIGKILL. */
  graceMs: number;
};

export const DEFAULT_BACK_OFF: BackOff = {
  firstMs: 250,
  lastMs: 15_000,
  steadyMs: 30_000,
  limit: 5,
  graceMs: 35_000,
};

export type Child = { pid(): number | null; stop(): Promise<void> };

/** Keeps one process of ours running until `stop`: restarted with growing waits, ended by its own id only. */
export const keepRunning = (spec: ChildSpec, events: ChildEvents, backOff = DEFAULT_BACK_OFF): Child => {
  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopping = false;
  let everReady = false;
  let failures = 0;
  let waitMs = backOff.firstMs;

  const start = (): void => {
    const startedAt = performance.now();
    const [program, ...args] = spec.command;
    const process = spawn(program, args, {
      cwd: spec.cwd,
      env: spec.env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child = process;
    process.on('message', (message: Ready) => {
      if (!message.ready) return;
      everReady = true;
      failures = 0;
      events.ready(message.details);
    });
    let over = false;
    const ended = (how: string): void => {
      if (over) return;
      over = true;
      child = null;
      if (stopping) return;
      failures += 1;
      if (!everReady && failures >= backOff.limit) {
        events.gaveUp(how);
        return;
      }
      if (performance.now() - startedAt > backOff.steadyMs) waitMs = backOff.firstMs;
      events.died(how, waitMs);
      timer = setTimeout(start, waitMs);
      waitMs = Math.min(waitMs * 2, backOff.lastMs);
    };
    process.on('error', (error) => ended(error.message));
    process.on('exit', (code, signal) => ended(signal === null ? `exit code ${code}` : `signal ${signal}`));
  };

  start();
  return {
    pid: () => child?.pid ?? null,
    stop: async () => {
      stopping = true;
      if (timer !== null) clearTimeout(timer);
      const last = child;
      if (last === null || last.exitCode !== null || last.signalCode !== null) return;
      await new Promise<void>((resolve) => {
        const kill = setTimeout(() => last.kill('SIGKILL'), backOff.graceMs);
        last.once('exit', () => {
          clearTimeout(kill);
          resolve();
        });
        last.kill('SIGTERM');
      });
    },
  };
};
