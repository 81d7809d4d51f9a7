import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  callsOf,
  causeProbe,
  effectsOf,
  HOUR,
  probeRegistry,
  probeWorld,
  runOf,
  START,
} from '../../test/support/probe/world.ts';
import { signal } from '../outbox.ts';
import { cancelRun, retryRun } from '../runs/control.ts';
import { createInlineRunner } from './runner.ts';

let world: Awaited<ReturnType<typeof probeWorld>>;
beforeAll(async () => {
  world = await probeWorld();
});
afterAll(() => world.close());

const runner = () => createInlineRunner({ ...world, pauseMs: 1 });
const verdict = (subject: string, value: string) =>
  signal(
    world.db.ops,
    { kind: 'probe-work', subject, signal: 'verdict', value },
    new Date(world.clock.now()),
  );

describe('runUntilIdle', () => {
  test('advances to the wait, goes on when the signal has come, and closes the row with the run', async () => {
    await causeProbe(world.db.ops, 'asked', world.clock);
    await runner().runUntilIdle();
    expect(await runOf(world.db.ops, 'asked')).toMatchObject({
      status: 'waiting',
      wait_for: 'verdict',
      steps: 5,
    });
    await verdict('asked', 'yes');
    await runner().runUntilIdle();
    const run = await runOf(world.db.ops, 'asked');
    expect(run).toMatchObject({
      status: 'done',
      outcome: 'done',
      closed_at: new Date(START),
      runner: 'inline',
    });
    expect(await effectsOf(world.db.ops, 'asked')).toEqual([
      'finished "yes"',
      'opened',
      'page 0',
      'page 1',
      'page 2',
    ]);
  });

  test('a signal that came before the wait is not lost', async () => {
    await causeProbe(world.db.ops, 'early', world.clock);
    await verdict('early', 'before');
    await runner().runUntilIdle();
    expect(await effectsOf(world.db.ops, 'early')).toContain('finished "before"');
  });

  test('a wait ends by the clock, and not a millisecond earlier', async () => {
    await causeProbe(world.db.ops, 'silent', world.clock);
    await runner().runUntilIdle();
    world.clock.set(START + HOUR - 1);
    await runner().runUntilIdle();
    expect((await runOf(world.db.ops, 'silent')).status).toBe('waiting');
    world.clock.set(START + HOUR);
    await runner().runUntilIdle();
    expect(await effectsOf(world.db.ops, 'silent')).toContain('finished "nobody answered"');
  });

  test('a transient failure is tried again, a terminal one ends the run with its code, a caught one is routed', async () => {
    for (const subject of ['unreliable:2', 'broken', 'poison'])
      await causeProbe(world.db.ops, subject, world.clock);
    await runner().runUntilIdle();
    expect(await callsOf(world.db.ops, 'unreliable:2', 'fragile')).toBe(3);
    expect(await runOf(world.db.ops, 'unreliable:2')).toMatchObject({ status: 'waiting', error_code: null });
    expect(await runOf(world.db.ops, 'broken')).toMatchObject({
      status: 'failed',
      outcome: 'failed',
      error_code: 'STORE_KEY_INVALID',
      error_message: 'The object key no/such does not follow the key grammar.',
    });
    expect(await callsOf(world.db.ops, 'broken', 'fragile')).toBe(1);
    expect((await effectsOf(world.db.ops, 'poison'))[0]).toMatch(/^finished "refused The file poster.jpg/);
  });

  test('an error without a code gets its tries, then ends the run, and no place is kept in its message', async () => {
    await causeProbe(world.db.ops, 'crashing', world.clock);
    await runner().runUntilIdle();
    const run = await runOf(world.db.ops, 'crashing');
    expect(run).toMatchObject({ status: 'failed', tries: 8, error_code: 'RUN_STEP_CRASHED' });
    expect(run.error_message).toBe(
      'A step of probe-work failed without a code: TypeError: at (coordinate) in cell (cell).',
    );
  });

  test('two runners at once do every step of every run once', async () => {
    const subjects = Array.from({ length: 12 }, (_, i) => `twin ${i}`);
    for (const subject of subjects) await causeProbe(world.db.ops, subject, world.clock);
    await Promise.all([runner().runUntilIdle(), runner().runUntilIdle(), runner().runUntilIdle()]);
    for (const subject of subjects) {
      expect((await runOf(world.db.ops, subject)).status).toBe('waiting');
      expect(await callsOf(world.db.ops, subject, 'page')).toBe(3);
    }
  });

  test('a cause that comes while the work is open makes it begin again before it closes', async () => {
    const { db, clock } = world;
    await causeProbe(db.ops, 'more', clock);
    await runner().runUntilIdle();
    await causeProbe(db.ops, 'more', clock);
    await verdict('more', 'first');
    await runner().runUntilIdle();
    expect(await callsOf(db.ops, 'more', 'open')).toBe(2);
    expect(await runOf(db.ops, 'more')).toMatchObject({ status: 'waiting', closed_at: null });
    await verdict('more', 'second');
    await runner().runUntilIdle();
    expect((await runOf(db.ops, 'more')).status).toBe('done');
    const rows = await db.ops.selectFrom('ops.outbox').select('id').where('subject', '=', 'more').execute();
    expect(rows).toHaveLength(1);
  });

  test('a cancelled run stops at its next save; a failed one is tried again as its next attempt', async () => {
    const { db, clock } = world;
    await causeProbe(db.ops, 'cancelled', clock);
    await runner().runUntilIdle();
    const { id } = await runOf(db.ops, 'cancelled');
    await cancelRun({ db: db.ops, clock }, id);
    await verdict('cancelled', 'too late');
    await runner().runUntilIdle();
    expect(await runOf(db.ops, 'cancelled')).toMatchObject({ status: 'cancelled', outcome: 'cancelled' });
    expect(await effectsOf(db.ops, 'cancelled')).not.toContain('finished "too late"');
    await expect(cancelRun({ db: db.ops, clock }, id)).rejects.toMatchObject({ code: 'RUN_ALREADY_CLOSED' });
    const next = await retryRun({ db: db.ops, clock }, id);
    await runner().runUntilIdle();
    expect(await runOf(db.ops, 'cancelled')).toMatchObject({ id: next, attempt: 2 });
    await expect(retryRun({ db: db.ops, clock }, next)).rejects.toMatchObject({ code: 'RUN_NOT_FINISHED' });
    await expect(retryRun({ db: db.ops, clock }, 'nonsense')).rejects.toMatchObject({
      code: 'RUN_NOT_FOUND',
    });
  });

  test('a run whose holder is silent is left alone until its lease has passed', async () => {
    const { db, clock } = world;
    await causeProbe(db.ops, 'held', clock);
    await runner().runUntilIdle();
    await sql`UPDATE ops.pipeline_runs SET status = 'running', wait_for = NULL, holder = 'temporal|elsewhere',
      lease_until = clock_timestamp() + interval '400 milliseconds' WHERE subject = 'held'`.execute(db.ops);
    await runner().runUntilIdle();
    expect((await runOf(db.ops, 'held')).holder).toBe('temporal|elsewhere');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await runner().runUntilIdle();
    expect(await runOf(db.ops, 'held')).toMatchObject({ status: 'done', runner: 'inline' });
  });
});

describe('start', () => {
  test('takes up new rows, backs off, and a second worker doubles nothing', async () => {
    const { db, url } = world;
    const clock = { now: () => Date.now() };
    const registry = probeRegistry(db.ops, clock);
    const errors: string[] = [];
    const options = {
      db,
      url,
      clock,
      registry,
      pollMs: 50,
      concurrency: 2,
      onError: (m: string) => errors.push(m),
    };
    const workers = [createInlineRunner(options), createInlineRunner(options)];
    await Promise.all(workers.map((worker) => worker.start()));
    try {
      const subjects = ['unreliable:1 started', ...Array.from({ length: 8 }, (_, i) => `started ${i}`)];
      for (const subject of subjects) {
        await causeProbe(db.ops, subject, clock);
        await signal(db.ops, { kind: 'probe-work', subject, signal: 'verdict', value: 'go' }, new Date());
      }
      const open = () =>
        db.ops
          .selectFrom('ops.outbox')
          .select('id')
          .where('subject', 'in', subjects)
          .where('closed_at', 'is', null)
          .execute();
      for (const end = Date.now() + 20_000; Date.now() < end && (await open()).length > 0;)
        await new Promise((resolve) => setTimeout(resolve, 50));
      for (const subject of subjects) {
        expect((await runOf(db.ops, subject)).status).toBe('done');
        expect(await callsOf(db.ops, subject, 'page')).toBe(3);
      }
      expect(await callsOf(db.ops, 'unreliable:1 started', 'fragile')).toBe(2);
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()));
    }
    expect(errors).toEqual([]);
  });

  test('without the address of the database it refuses to start', async () => {
    const { db, clock, registry } = world;
    await expect(createInlineRunner({ db, clock, registry }).start()).rejects.toMatchObject({
      code: 'RUNNER_NOT_CONNECTED',
    });
  });
});
