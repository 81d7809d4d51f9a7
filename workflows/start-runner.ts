import type { Clock } from '../infra/clock.ts';
import type { Config } from '../infra/config.ts';
import type { Database } from '../infra/db/database.ts';
import type { Log } from '../infra/log.ts';
import { logEvent } from '../infra/log.ts';
import { createInlineRunner } from './inline/runner.ts';
import { ensureSchedules } from './schedules.ts';
import type { Registry } from './work.ts';

export type RunnerNeeds = {
  readonly config: Config;
  readonly db: Database;
  /** Address of the same database, for graphile-worker. */
  readonly url: string;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly log: Log;
};

export type Running = {
  readonly form: 'inline' | 'temporal';
  /** Rejects when the runner broke and the process should end. */
  readonly broken: Promise<never>;
  /** Lets running steps end, 30 s at most under Temporal. */
  stop(): Promise<void>;
};

const startInline = async ({ db, url, registry, clock, log }: RunnerNeeds): Promise<Running> => {
  const runner = createInlineRunner({
    db,
    url,
    registry,
    clock,
    concurrency: 2,
    onError: (message) => log.error(message),
    onRest: (kind, _, rest) => {
      if (rest === 'done') logEvent(log, 'info', 'run.done', { kind });
      if (rest === 'failed') logEvent(log, 'warn', 'run.failed', { kind });
      if (rest === 'retry') logEvent(log, 'warn', 'step.failed', { kind, retry: true });
    },
  });
  await runner.start();
  return { form: 'inline', broken: new Promise(() => undefined), stop: () => runner.stop() };
};

const startTemporal = async (needs: RunnerNeeds, address: string): Promise<Running> => {
  const { config, db, registry, clock, log } = needs;
  // The SDK takes 100 MB and a second to load: only for those who use it.
  const { connectTemporal } = await import('../infra/temporal/connection.ts');
  const { temporalAddress } = await import('../infra/temporal/address.ts');
  const { installRuntime } = await import('../infra/temporal/runtime.ts');
  const { createTemporalWorker } = await import('./temporal/worker.ts');
  const { startRelay } = await import('./temporal/relay.ts');
  const { keepSchedules } = await import('./temporal/keep-schedules.ts');
  const { reconcileSchedules } = await import('./temporal/reconcile.ts');
  installRuntime((level, message) => log[level === 'ERROR' ? 'error' : 'warn'](message));
  const temporal = await connectTemporal(await temporalAddress(config, address));
  const taskQueue = config.JOKA_TEMPORAL_TASK_QUEUE;
  const { client } = temporal;
  await reconcileSchedules({ client, db: db.ops, taskQueue });
  const worker = await createTemporalWorker({ db: db.ops, registry, clock, temporal, taskQueue });
  const running = worker.run();
  const kinds = Object.keys(registry);
  const onError = (message: string): void => log.error(message);
  const relay = startRelay({ client, db: db.ops, clock, taskQueue, kinds, onError });
  const keeper = keepSchedules({ client, db: db.ops, taskQueue, onError });
  let stopping = false;
  return {
    form: 'temporal',
    broken: running.then(() => {
      if (stopping) return new Promise<never>(() => undefined);
      throw new Error('The Temporal worker ended by itself.');
    }),
    stop: async () => {
      stopping = true;
      await keeper.stop();
      await relay.stop();
      worker.shutdown();
      await running;
      await temporal.close();
    },
  };
};

/** Starts the runner that the configuration names, with the default schedules in place. @throws JokaError TEMPORAL_UNREACHABLE. */
export const startRunner = async (needs: RunnerNeeds): Promise<Running> => {
  await ensureSchedules(needs.db.ops);
  const address = needs.config.JOKA_TEMPORAL_ADDRESS;
  return address === null ? startInline(needs) : startTemporal(needs, address);
};
