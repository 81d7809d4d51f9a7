import path from 'node:path';
import { JokaError } from '../game/errors.ts';
import { childEnvironment } from '../infra/config.ts';
import type { Config } from '../infra/config.ts';
import { whyDemoIsClosed } from '../infra/config/demo-door.ts';
import { instanceKind } from '../infra/db/instance.ts';
import { runProcesses, runToEnd } from '../infra/supervisor/run.ts';
import type { ChildSpec } from '../infra/supervisor/child.ts';
import { buildWebPage, webPageIsStale } from '../infra/supervisor/web-page.ts';
import { createProgress } from './progress.ts';
import type { Register } from './run.ts';
import { ROOT } from './version.ts';

const say = (line: string): void => console.log(line);

const ourProcess = (name: string, file: string, args: readonly string[] = []): ChildSpec => ({
  name,
  command: [process.execPath, '--import', 'tsx', path.join(ROOT, file), ...args],
  env: childEnvironment(),
  cwd: process.cwd(),
});

const buildIfStale = async (): Promise<void> => {
  if (!(await webPageIsStale(ROOT))) return;
  const progress = createProgress();
  progress.step('building the web page (once; about 20 s)');
  await buildWebPage(ROOT, childEnvironment({ NODE_ENV: 'production' }));
  progress.end('web page built');
};

/** An empty store becomes the demo, where only this machine can see it. @throws JokaError STORE_EMPTY, DEMO_DOOR_CLOSED. */
const checkDoor = (config: Config, kind: 'demo' | 'real' | null): void => {
  const closed = whyDemoIsClosed(config);
  if (kind === 'real' || closed === null) return;
  throw new JokaError(kind === null ? 'STORE_EMPTY' : 'DEMO_DOOR_CLOSED', closed);
};

/** `joka start`: PostgreSQL, schema, web page, demo town at first, then the web process and the worker. */
export const register: Register = (program, context) => {
  program
    .command('start')
    .description('Start everything: database, web server and worker. An empty store becomes the demo town.')
    .action(async () => {
      const startedAt = performance.now();
      const config = context.config();
      const stopping = new AbortController();
      const onSignal = (): void => stopping.abort();
      process.once('SIGINT', onSignal);
      process.once('SIGTERM', onSignal);
      const { db, form, migrated } = await context.connection();
      if (migrated.length > 0) say(`database ready (${form}, ${migrated.length} migrations applied)`);
      let kind = await instanceKind(db);
      checkDoor(config, kind);
      await buildIfStale();
      if (kind === null && !stopping.signal.aborted) {
        await runToEnd(ourProcess('demo', 'cli/main.ts', ['demo']), stopping.signal);
        kind = 'demo';
      }
      if (stopping.signal.aborted) return;
      const running = await runProcesses(
        [ourProcess('api', 'api/main.ts'), ourProcess('worker', 'workflows/worker.ts')],
        say,
      );
      const url = running.ready.get('api')?.['url'] ?? `http://${config.JOKA_HOST}:${config.JOKA_PORT}`;
      say(
        `Joka is at ${url}   (ready in ${((performance.now() - startedAt) / 1000).toFixed(1)} s; Ctrl-C stops it)`,
      );
      const asked = new Promise<void>((resolve) => {
        if (stopping.signal.aborted) resolve();
        stopping.signal.addEventListener('abort', () => resolve());
      });
      try {
        await Promise.race([asked, running.failed]);
      } finally {
        say('stopping…');
        await running.stop();
      }
    });
};
