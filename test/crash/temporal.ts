import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { connectTemporal } from '../../infra/temporal/connection.ts';
import { startRelay } from '../../workflows/temporal/relay.ts';
import { createTemporalWorker } from '../../workflows/temporal/worker.ts';
import type { OpenedScenario } from './doors.ts';
import { STORIES, type StoryName } from './scenario.ts';

/** Bundles the flows once for all trials; answers the path of the bundle. */
export const bundleFlows = async (folder: string): Promise<string> => {
  const path = join(folder, 'flows.js');
  const { code } = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('flows.ts', import.meta.url)),
    logger: new DefaultLogger('ERROR'),
  });
  await writeFile(path, code);
  return path;
};

/** Until no row is open but those that wait for a person, and nothing a person said waits to be heard. */
const untilRest = async ({ db }: OpenedScenario): Promise<void> => {
  for (const end = Date.now() + 120_000; Date.now() < end; await sleep(50)) {
    const busy = await db.ops
      .selectFrom('ops.outbox as o')
      .leftJoin('ops.pipeline_runs as r', 'r.outbox_id', 'o.id')
      .select('o.id')
      .where('o.closed_at', 'is', null)
      .where((on) => on.or([on('r.status', 'is', null), on('r.status', '<>', 'waiting')]))
      .execute();
    const unheard = await db.ops
      .selectFrom('ops.signals as s')
      .innerJoin('ops.outbox as o', (on) =>
        on.onRef('o.kind', '=', 's.kind').onRef('o.subject', '=', 's.subject'),
      )
      .select('s.id')
      .where('s.consumed_at', 'is', null)
      .where('o.closed_at', 'is', null)
      .execute();
    if (busy.length + unheard.length === 0) return;
  }
  throw new Error('The scenario did not come to rest in two minutes.');
};

/** Until nothing is open at all. */
const untilDone = async ({ db }: OpenedScenario): Promise<void> => {
  for (const end = Date.now() + 120_000; Date.now() < end; await sleep(50)) {
    const open = await db.ops.selectFrom('ops.outbox').select('id').where('closed_at', 'is', null).execute();
    if (open.length === 0) return;
  }
  throw new Error('Rows stayed open for two minutes.');
};

/** The whole scenario on Temporal, with a worker and a relay of this process. */
export const playTemporal = async (
  opened: OpenedScenario,
  address: string,
  taskQueue: string,
  bundle: string,
  story: StoryName = 'game',
): Promise<void> => {
  const temporal = await connectTemporal({ address, namespace: 'default' });
  const deps = { db: opened.db.ops, registry: opened.registry, clock: opened.clock };
  // What a dead worker held is given to the next one in seconds.
  const quick = { heartbeatMs: 1000, stickyMs: 1000, leaseMs: 2000 };
  const worker = await createTemporalWorker({ ...deps, ...quick, temporal, taskQueue, bundle });
  const running = worker.run();
  const failures: string[] = [];
  const relay = startRelay({
    ...deps,
    client: temporal.client,
    taskQueue,
    kinds: Object.keys(opened.registry),
    pollMs: 50,
    againMs: 2000,
    taskMs: 5000,
    onError: (message) => failures.push(message),
  });
  try {
    for (const act of STORIES[story]) {
      await act(opened);
      await untilRest(opened);
    }
    await untilDone(opened);
  } finally {
    await relay.stop();
    worker.shutdown();
    await running;
    await temporal.close();
  }
  if (failures.length > 0) throw new Error(failures.join('\n'));
};
