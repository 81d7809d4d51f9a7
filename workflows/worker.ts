import { JokaError } from '../game/errors.ts';
import { systemClock } from '../infra/clock.ts';
import { readConfig } from '../infra/config.ts';
import { dieAt } from '../infra/crash-points.ts';
import { connectDatabase } from '../infra/db/connect.ts';
import { logEvent, openLog } from '../infra/log.ts';
import { openObjectStore } from '../infra/object-store/open.ts';
import { onStop, sayReady } from '../infra/supervisor/supervised.ts';
import { openRegistry } from './open-registry.ts';
import { startRunner } from './start-runner.ts';

// The worker process: one runner over real doors. Started by `npm start`, or alone beside a server's API.
const began = performance.now();
const config = readConfig();
const log = openLog(config.JOKA_LOG_LEVEL, 'worker');
// The supervisor starts the worker again; what it says goes through the log, which lets no place or secret out.
process.on('uncaughtException', (error) => {
  log.error(
    error instanceof JokaError ? `${error.code}: ${error.message} ${error.spec.remedy}` : error.stack,
  );
  process.exit(1);
});
if (config.JOKA_TEST_CRASH_AT !== null) dieAt(config.JOKA_TEST_CRASH_AT);
const connection = await connectDatabase(config, 'joka:worker');
const objects = await openObjectStore(config);
const { db, url } = connection;
const opened = await openRegistry({ config, db, store: objects.store, clock: systemClock });
const runner = await startRunner({ config, db, url, registry: opened.registry, clock: systemClock, log });

const stop = async (): Promise<void> => {
  const asked = performance.now();
  await runner.stop();
  await opened.close();
  objects.close();
  await connection.close();
  logEvent(log, 'info', 'process.stopped', { name: 'worker', ms: Math.round(performance.now() - asked) });
};
onStop(stop);
logEvent(log, 'info', 'process.ready', {
  name: 'worker',
  form: runner.form,
  ms: Math.round(performance.now() - began),
});
sayReady({ runner: runner.form });
await runner.broken;
