import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectTemporal, type Temporal } from '../../infra/temporal/connection.ts';
import { findTemporal } from '../../infra/temporal/program.ts';
import { startTemporalServer, type TemporalServer } from '../../infra/temporal/server.ts';
import { causeProbe, effectsOf, probeWorld, runOf } from '../../test/support/probe/world.ts';
import { freePort } from '../../test/support/tools.ts';
import { createInlineRunner } from '../inline/runner.ts';
import { signal } from '../outbox.ts';
import { cancelRun, pauseRun, resumeRun } from '../runs/control.ts';
import { listRuns } from '../runs/list.ts';
import { ensureSchedules } from '../schedules.ts';
import { keepSchedules } from './keep-schedules.ts';
import { startRelay, workflowIdOf } from './relay.ts';
import { createTemporalWorker } from './worker.ts';

const flows = fileURLToPath(new URL('../../test/support/probe/short-flows.ts', import.meta.url));
const PAGES = 40;
const program = await findTemporal();
if (program === null) console.warn('SKIPPED: no Temporal server here that a test could kill.');

describe.skipIf(program === null)('a Temporal server of one’s own', { timeout: 240_000 }, () => {
  let world: Awaited<ReturnType<typeof probeWorld>>;
  let server: TemporalServer;
  let temporal: Temporal;
  let folder: string;
  let port: number;
  let stop: () => Promise<void>;
  const start = (): Promise<TemporalServer> =>
    startTemporalServer({ program: program ?? '', folder, port, uiPort: null });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'joka-lost-'));
    port = await freePort();
    [world, server] = await Promise.all([probeWorld(PAGES), start()]);
    temporal = await connectTemporal({ address: server.address, namespace: 'default' });
    const deps = { db: world.db.ops, registry: world.registry, clock: world.clock, leaseMs: 3000 };
    const worker = await createTemporalWorker({
      ...deps,
      temporal,
      taskQueue: 'lost',
      flows,
      heartbeatMs: 500,
      stickyMs: 1000,
    });
    const running = worker.run();
    const relay = startRelay({
      ...deps,
      client: temporal.client,
      taskQueue: 'lost',
      kinds: Object.keys(world.registry),
      pollMs: 50,
      againMs: 2000,
      taskMs: 5000,
      onError: () => undefined, // while the server is away, it says so
    });
    stop = async () => {
      await relay.stop();
      worker.shutdown();
      await running;
    };
  });
  afterAll(async () => {
    await stop();
    await temporal.close();
    await server.stop('SIGKILL');
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });

  const until = async (what: string, holds: () => Promise<boolean>, seconds = 120): Promise<void> => {
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(50))
      if (await holds()) return;
    throw new Error(`never: ${what}`);
  };
  const stands = (subject: string, status: string): Promise<void> =>
    until(
      `${subject} ${status}`,
      async () => (await runOf(world.db.ops, subject).catch(() => null))?.status === status,
    );
  const verdict = (subject: string): Promise<void> =>
    signal(
      world.db.ops,
      { kind: 'probe-work', subject, signal: 'verdict', value: 'yes' },
      new Date(world.clock.now()),
    );
  const idOf = async (subject: string): Promise<string> =>
    workflowIdOf({ kind: 'probe-work', id: (await runOf(world.db.ops, subject)).id, attempt: 1 });

  test('a run of many advances goes on in new histories, one after the other', async () => {
    await causeProbe(world.db.ops, 'long', world.clock);
    await stands('long', 'waiting');
    const id = await idOf('long');
    let histories = 0;
    await until('listed', async () => {
      histories = 0;
      for await (const each of temporal.client.workflow.list({ query: `WorkflowId = "${id}"` })) {
        histories += 1;
        expect(each.historyLength).toBeLessThan(200);
      }
      return histories > 3;
    });
    expect(await runOf(world.db.ops, 'long')).toMatchObject({ steps: PAGES + 2, tries: 0 });
    await verdict('long');
    await stands('long', 'done');
    expect(await effectsOf(world.db.ops, 'long')).toHaveLength(PAGES + 2);
  });

  test('when its whole store is lost, every open row still ends as it would have', async () => {
    const subjects = ['waiting one', 'running one', 'untouched one'];
    await causeProbe(world.db.ops, 'waiting one', world.clock);
    await stands('waiting one', 'waiting');
    await causeProbe(world.db.ops, 'running one', world.clock);
    await until('in the middle', async () => {
      const run = await runOf(world.db.ops, 'running one').catch(() => null);
      return run !== null && run.steps > 10;
    });
    await server.stop('SIGKILL');
    for (const end of ['', '-wal', '-shm']) await rm(join(folder, `temporal.db${end}`), { force: true });
    await causeProbe(world.db.ops, 'untouched one', world.clock);
    expect((await runOf(world.db.ops, 'running one')).status).toBe('running');
    server = await start();
    await verdict('waiting one');
    await stands('waiting one', 'done');
    await stands('running one', 'waiting');
    await stands('untouched one', 'waiting');
    for (const subject of subjects.slice(1)) await verdict(subject);
    for (const subject of subjects) await stands(subject, 'done');
    // The same as inline, where no Temporal was ever lost.
    const plain = await probeWorld(PAGES);
    for (const subject of subjects) await causeProbe(plain.db.ops, subject, plain.clock);
    await createInlineRunner(plain).runUntilIdle();
    for (const subject of subjects)
      await signal(
        plain.db.ops,
        { kind: 'probe-work', subject, signal: 'verdict', value: 'yes' },
        new Date(plain.clock.now()),
      );
    await createInlineRunner(plain).runUntilIdle();
    for (const subject of subjects) {
      const { status, state, steps } = await runOf(world.db.ops, subject);
      expect({ subject, status, state, steps }).toEqual({
        subject,
        ...(({ status, state, steps }) => ({ status, state, steps }))(await runOf(plain.db.ops, subject)),
      });
      expect(await effectsOf(world.db.ops, subject)).toEqual(await effectsOf(plain.db.ops, subject));
    }
    await plain.close();
  });

  test('a run can be paused, shown, resumed and cancelled from the rows', async () => {
    const { ops } = world.db;
    await causeProbe(ops, 'paused', world.clock);
    await until('begun', async () => ((await runOf(ops, 'paused').catch(() => null))?.steps ?? 0) > 3);
    const { id } = await runOf(ops, 'paused');
    await pauseRun({ db: ops, clock: world.clock }, id);
    const line = async () => (await listRuns(ops, { limit: 10 })).find(({ run }) => run === id);
    await sleep(2000); // the step under way ends
    expect(await line()).toMatchObject({
      status: 'paused',
      state: expect.objectContaining({ at: 'page' }) as unknown,
    });
    const { steps } = await runOf(ops, 'paused');
    await sleep(3000);
    expect((await runOf(ops, 'paused')).steps).toBe(steps);
    await resumeRun({ db: ops, clock: world.clock }, id);
    await stands('paused', 'waiting');
    await cancelRun({ db: ops, clock: world.clock }, id);
    await stands('paused', 'cancelled');
  });

  test('schedules follow the rows while the worker runs', async () => {
    const { ops } = world.db;
    await ensureSchedules(ops);
    const keeper = keepSchedules({
      client: temporal.client,
      db: ops,
      taskQueue: 'lost',
      everyMs: 200,
      onError: () => undefined,
    });
    const has = (name: string): Promise<boolean> =>
      temporal.client.schedule
        .getHandle(`joka/${name}`)
        .describe()
        .then(
          () => true,
          () => false,
        );
    await until('made', () => has('lake-merge'));
    await ops.updateTable('ops.schedules').set({ enabled: false }).where('name', '=', 'lake-merge').execute();
    await until('gone', async () => !(await has('lake-merge')));
    await keeper.stop();
    expect(await has('lake-flush')).toBe(true);
  });
});
