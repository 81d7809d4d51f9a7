import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { JokaError } from '../../game/errors.ts';
import { childEnvironment } from '../config.ts';

export type TemporalServerOptions = {
  readonly program: string;
  /** Directory of its state file `temporal.db`: workflows survive a restart. */
  readonly folder: string;
  readonly port: number;
  /** Port of its web page, or null for none. */
  readonly uiPort: number | null;
  readonly namespace?: string;
};

export type TemporalServer = {
  readonly address: string;
  readonly process: ChildProcess;
  /** Resolves with the exit code when the server ends. */
  readonly ended: Promise<number | null>;
  stop(signal?: NodeJS.Signals): Promise<void>;
};

const answers = async (address: string): Promise<boolean> => {
  try {
    const connection = await Connection.connect({ address, connectTimeout: '1 second' });
    await connection.close();
    return true;
  } catch {
    return false;
  }
};

/** Starts a server on the loopback and waits until it answers. @throws JokaError TEMPORAL_UNREACHABLE after 60 s. */
export const startTemporalServer = async (options: TemporalServerOptions): Promise<TemporalServer> => {
  const { program, folder, port, uiPort, namespace = 'default' } = options;
  await mkdir(folder, { recursive: true });
  const ui = uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort)];
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), ...ui];
  args.push('--db-filename', join(folder, 'temporal.db'), '--namespace', namespace, '--log-level', 'error');
  const child = spawn(program, args, { env: childEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-500);
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', resolve);
    child.on('error', (error) => {
      said = error.message;
      resolve(null);
    });
  });
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  const address = `127.0.0.1:${port}`;
  const isUp = (): boolean => child.exitCode === null && child.signalCode === null && child.pid !== undefined;
  for (const end = Date.now() + 60_000; isUp() && Date.now() < end; await sleep(200))
    if (await answers(address)) return { address, process: child, ended, stop };
  await stop('SIGKILL');
  throw new JokaError('TEMPORAL_UNREACHABLE', { address, reason: said.trim() || 'no answer in 60 s' });
};
