import os from 'node:os';
import path from 'node:path';
import { JokaError } from '../game/errors.ts';
import { childEnvironment } from '../infra/config.ts';
import type { Config } from '../infra/config.ts';
import { whyDemoIsClosed } from '../infra/config/demo-door.ts';
import type { Database } from '../infra/db/database.ts';
import { demoIsPlayed } from '../infra/db/demo-played.ts';
import { instanceKind } from '../infra/db/instance.ts';
import type { ChildSpec } from '../infra/supervisor/child.ts';
import { checkPort } from '../infra/supervisor/free-port.ts';
import { runProcesses, runToEnd, untilAborted } from '../infra/supervisor/run.ts';
import { forgetRunning, noteRunning, wasKilled } from '../infra/supervisor/running-file.ts';
import { buildWebPage, mayBuildWebPage, webPageIsStale } from '../infra/supervisor/web-page.ts';
import { createProgress } from './progress.ts';
import { describeFailure } from './run.ts';
import type { Register } from './run.ts';
import { ROOT } from './version.ts';

/** What a killed start's processes may take to end. */
const LAST_ONES_MS = 30_000;

const say = (line: string): void => console.log(line);

const ourProcess = (name: string, file: string, ...args: string[]): ChildSpec => ({
  name,
  command: [process.execPath, '--import', import.meta.resolve('tsx'), path.join(ROOT, file), ...args],
  env: childEnvironment(),
  cwd: process.cwd(),
});

const buildIfStale = async (): Promise<void> => {
  if (!(await webPageIsStale(ROOT))) return;
  if (!(await mayBuildWebPage(ROOT))) {
    say(
      `the web page may be older than its sources: ${ROOT} belongs to another account, which has to build it`,
    );
    return;
  }
  const progress = createProgress();
  progress.step('building the web page, once');
  await buildWebPage(ROOT, childEnvironment({ NODE_ENV: 'production' }));
  progress.end('web page built');
};

/** An empty store becomes the demo, where only this machine can see it. @throws JokaError STORE_EMPTY, DEMO_DOOR_CLOSED. */
const checkDoor = (config: Config, kind: 'demo' | 'real' | null): void => {
  const closed = whyDemoIsClosed(config);
  if (kind === 'real' || closed === null) return;
  throw new JokaError(kind === null ? 'STORE_EMPTY' : 'DEMO_DOOR_CLOSED', closed);
};

/** The town's first weeks before the doors open; the days missed since then behind them, at low priority. */
const playTown = async (
  db: Database,
  kind: 'demo' | 'real' | null,
  signal: AbortSignal,
): Promise<{ behind: () => Promise<void> }> => {
  if (kind === 'real') return { behind: async () => undefined };
  if (!(await demoIsPlayed(db))) {
    await runToEnd(ourProcess('demo', 'cli/main.ts', 'demo'), signal);
    return { behind: async () => undefined };
  }
  return {
    behind: async () => {
      const town = ourProcess('demo', 'cli/main.ts', 'demo', '--catch-up');
      await runToEnd(town, signal, os.constants.priority.PRIORITY_LOW).catch((error: unknown) =>
        say(`the town's missed days could not be played: ${describeFailure(error)}`),
      );
    },
  };
};

/** `joka start`: PostgreSQL, schema, web page, demo town at first, then the web process and the worker. */
export const register: Register = (program, context) => {
  program
    .command('start')
    .description('Start everything: database, web server and worker. An empty store becomes the demo town.')
    .action(async () => {
      const startedAt = performance.now();
      const config = context.config();
      const home = path.resolve(config.JOKA_HOME);
      const stopping = new AbortController();
      const { signal } = stopping;
      process.on('SIGINT', () => stopping.abort());
      process.on('SIGTERM', () => stopping.abort());
      await checkPort(config.JOKA_HOST, config.JOKA_PORT, (await wasKilled(home)) ? LAST_ONES_MS : 0);
      const { db, form, migrated } = await context.connection();
      if (migrated.length > 0) say(`database ready (${form}; ${migrated.length} migrations applied)`);
      const kind = await instanceKind(db);
      checkDoor(config, kind);
      await buildIfStale();
      const town = signal.aborted ? null : await playTown(db, kind, signal);
      if (town === null || signal.aborted) return;
      const processes = [ourProcess('api', 'api/main.ts'), ourProcess('worker', 'workflows/worker.ts')];
      const running = await runProcesses(processes, say, signal);
      if (signal.aborted) return;
      const url = String(
        running.ready.get('api')?.['url'] ?? `http://${config.JOKA_HOST}:${config.JOKA_PORT}`,
      );
      await noteRunning(home, url);
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      say(`Joka is at ${url}  (ready in ${seconds} s; Ctrl-C stops it)`);
      const behind = town.behind();
      try {
        await Promise.race([untilAborted(signal), running.failed]);
      } finally {
        stopping.abort();
        say('stopping');
        await Promise.all([running.stop(), behind]);
        await forgetRunning(home);
      }
    });
};
