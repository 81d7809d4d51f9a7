import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectTemporal, type Temporal } from '../../infra/temporal/connection.ts';
import { callsOf, causeProbe, effectsOf, HOUR, probeWorld, runOf } from '../../test/support/probe/world.ts';
import { temporalAtHand, testTemporal } from '../../test/support/temporal.ts';
import { createInlineRunner } from '../inline/runner.ts';
import { signal } from '../outbox.ts';
import { cancelRun } from '../runs/control.ts';
import { ensureSchedules } from '../schedules.ts';
import { reconcileSchedules } from './reconcile.ts';
import { startRelay, workflowIdOf } from './relay.ts';
import { createTemporalWorker } from './worker.ts';

const flows = fileURLToPath(new URL('../../test/support/probe/flows.ts', import.meta.url));

describe.skipIf(!(await temporalAtHand()))('pipelines on a real Temporal server', () => {
  let world: Awaited<ReturnType<typeof probeWorld>>;
  let server: Awaited<ReturnType<typeof testTemporal>>;
  let temporal: Temporal;
  let stop: () => Promise<void>;
  const taskQueue = `probe-${randomUUID()}`;
  const errors: string[] = [];

  beforeAll(async () => {
    [world, server] = await Promise.all([probeWorld(), testTemporal()]);
    temporal = await connectTemporal({ address: server.address, namespace: 'default' });
    const deps = { db: world.db.ops, registry: world.registry, clock: world.clock };
    const worker = await createTemporalWorker({ ...deps, temporal, taskQueue, flows });
    const running = worker.run();
    const kinds = Object.keys(world.registry);
    const relay = startRelay({
      ...deps,
      client: temporal.client,
      taskQueue,
      kinds,
      pollMs: 50,
      onError: (m) => errors.push(m),
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
    await server.close();
    await world.close();
  });

  const reaches = async (subject: string, status: string) => {
    for (const end = Date.now() + 30_000; Date.now() < end; await sleep(50)) {
      const run = await runOf(world.db.ops, subject).catch(() => null);
      if (run?.status === status) return run;
    }
    throw new Error(
      `${subject} did not become ${status}: ${JSON.stringify(await runOf(world.db.ops, subject).catch(String))}`,
    );
  };
  const verdict = (subject: string, value: string) =>
    signal(
      world.db.ops,
      { kind: 'probe-work', subject, signal: 'verdict', value },
      new Date(world.clock.now()),
    );

  test('the same pipeline waits, is woken by the row of its signal, and shows its progress', async () => {
    await causeProbe(world.db.ops, 'asked', world.clock);
    const waiting = await reaches('asked', 'waiting');
    expect(waiting).toMatchObject({ runner: 'temporal', steps: 5 });
    const handle = temporal.client.workflow.getHandle(
      workflowIdOf({ kind: 'probe-work', id: waiting.id, attempt: 1 }),
    );
    expect(await handle.query('progress')).toMatchObject({ status: 'waiting' });
    await verdict('asked', 'yes');
    await reaches('asked', 'done');
    expect(await handle.result()).toBe('done');
    expect(await effectsOf(world.db.ops, 'asked')).toEqual([
      'finished "yes"',
      'opened',
      'page 0',
      'page 1',
      'page 2',
    ]);
  });

  test('transient failures are tried again, terminal ones end the run with their code, caught ones are routed', async () => {
    for (const subject of ['unreliable:1', 'broken', 'poison'])
      await causeProbe(world.db.ops, subject, world.clock);
    expect(await reaches('broken', 'failed')).toMatchObject({
      outcome: 'failed',
      error_code: 'STORE_KEY_INVALID',
      error_message: 'The object key no/such does not follow the key grammar.',
    });
    await reaches('poison', 'done');
    expect((await effectsOf(world.db.ops, 'poison'))[0]).toMatch(/^finished "refused The file poster.jpg/);
    await reaches('unreliable:1', 'waiting');
    expect(await callsOf(world.db.ops, 'unreliable:1', 'fragile')).toBe(2);
    expect(await callsOf(world.db.ops, 'broken', 'fragile')).toBe(1);
  });

  test('a run cancelled by a person ends its flow; a flow cancelled in Temporal closes its row', async () => {
    for (const subject of ['by row', 'by flow']) await causeProbe(world.db.ops, subject, world.clock);
    const [row, flow] = await Promise.all([reaches('by row', 'waiting'), reaches('by flow', 'waiting')]);
    const handleOf = ({ id }: { id: string }) =>
      temporal.client.workflow.getHandle(workflowIdOf({ kind: 'probe-work', id, attempt: 1 }));
    await cancelRun({ db: world.db.ops, clock: world.clock }, row.id);
    // Cancelled by the relay, or gone by itself where it looked at its row first.
    const ended = await handleOf(row)
      .result()
      .catch(() => 'cancelled');
    expect(['cancelled', 'gone']).toContain(ended);
    await handleOf(flow).cancel();
    expect(await reaches('by flow', 'cancelled')).toMatchObject({ outcome: 'cancelled' });
  });

  test('each runner takes over what the other left', async () => {
    const { db, clock, registry } = world;
    await causeProbe(db.ops, 'handed', clock);
    await reaches('handed', 'waiting');
    await stop();
    await verdict('handed', 'inline');
    await createInlineRunner({ db, clock, registry }).runUntilIdle();
    expect(await reaches('handed', 'done')).toMatchObject({ runner: 'inline' });

    await causeProbe(db.ops, 'handed back', clock);
    await createInlineRunner({ db, clock, registry }).runUntilIdle();
    await verdict('handed back', 'temporal');
    const deps = { db: db.ops, clock, registry };
    const worker = await createTemporalWorker({ ...deps, temporal, taskQueue, flows });
    const running = worker.run();
    const kinds = Object.keys(registry);
    const relay = startRelay({
      ...deps,
      client: temporal.client,
      taskQueue,
      kinds,
      pollMs: 50,
      onError: (m) => errors.push(m),
    });
    stop = async () => {
      await relay.stop();
      worker.shutdown();
      await running;
    };
    expect(await reaches('handed back', 'done')).toMatchObject({ runner: 'temporal' });
    expect(await effectsOf(db.ops, 'handed back')).toContain('finished "temporal"');
    expect(await callsOf(db.ops, 'handed back', 'open')).toBe(1);
  });

  test('schedules of the database become schedules of Temporal, and the removed ones go', async () => {
    const { db } = world;
    const deps = { client: temporal.client, db: db.ops, taskQueue };
    await ensureSchedules(db.ops);
    const names = await reconcileSchedules(deps);
    expect(names).toEqual([
      'lake-flush',
      'lake-merge',
      'publish-week',
      'purge',
      'study-night',
      'traces-purge',
    ]);
    await temporal.client.schedule.getHandle('joka/lake-flush').trigger();
    for (const end = Date.now() + 20_000; Date.now() < end; await sleep(100))
      if (
        (await db.ops.selectFrom('ops.outbox').select('id').where('kind', '=', 'lake-flush').execute())
          .length > 0
      )
        break;
    const rows = await db.ops
      .selectFrom('ops.outbox')
      .select('subject')
      .where('kind', '=', 'lake-flush')
      .execute();
    expect(rows).toEqual([{ subject: 'all' }]);
    await sql`UPDATE ops.schedules SET enabled = false WHERE name <> 'lake-merge'`.execute(db.ops);
    await reconcileSchedules(deps);
    await expect(temporal.client.schedule.getHandle('joka/lake-flush').describe()).rejects.toThrow();
    expect(
      (await temporal.client.schedule.getHandle('joka/lake-merge').describe()).spec.calendars,
    ).toHaveLength(1);
  });

  test('a wait ends by time', async () => {
    const { db, clock } = world;
    await causeProbe(db.ops, 'silent', clock);
    await reaches('silent', 'waiting');
    clock.set(clock.now() + HOUR);
    await reaches('silent', 'done');
    expect(await effectsOf(db.ops, 'silent')).toContain('finished "nobody answered"');
  });

  test('the relay met no failure of its own', () => {
    expect(errors).toEqual([]);
  });
});
