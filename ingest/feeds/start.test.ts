import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { feedBench, TEST_SOURCE } from '../../test/support/feed-run.ts';
import type { FeedBench } from '../../test/support/feed-run.ts';
import { inventedOffer, inventedOffers } from '../../test/support/francetravail-pages.ts';
import { startReplay } from '../../test/support/francetravail-replay.ts';
import { localHttp } from '../../test/support/local-http.ts';
import { enabledSchedules, fire } from '../../workflows/schedules.ts';
import { feedPipeline } from './pipeline.ts';
import { ensureSource } from './runs.ts';
import { createStartSteps } from './start-steps.ts';
import { setPaused, switchOn } from './switch.ts';

let bench: FeedBench;
beforeAll(async () => {
  bench = await feedBench({
    credentials: () => ({ clientId: 'test-client', clientSecret: 'test-secret' }),
    http: localHttp,
  });
});
beforeEach(async () => {
  await bench.reset();
  await bench.db.ops.deleteFrom('ops.schedules').execute();
});
afterAll(() => bench.close());

/** Fires a schedule and does what it causes, as a runner would; answers the runs it started. */
const fireAndWork = async (name: string): Promise<string[]> => {
  await fire(bench.db.ops, bench.clock, name);
  const starts = createStartSteps({ db: bench.db, clock: bench.clock });
  const causes = await bench.db.ops
    .selectFrom('ops.outbox')
    .select('subject')
    .where('kind', '=', 'feed-start')
    .execute();
  const runs: string[] = [];
  for (const { subject } of causes) {
    const { run } = await starts.start(subject);
    expect(await starts.start(subject)).toEqual({ run });
    if (run !== null) runs.push(run);
  }
  await bench.db.ops.deleteFrom('ops.outbox').where('kind', '=', 'feed-start').execute();
  for (const run of runs) await bench.drive(feedPipeline.begin(run));
  bench.clock.set(bench.clock.now() + 15 * 60_000);
  return runs;
};

const runOf = (id: string | undefined) =>
  bench.db.offers
    .selectFrom('offers.feed_runs')
    .selectAll()
    .where('id', '=', id ?? '')
    .executeTakeFirstOrThrow();

test('a source switched on is swept by night and looked at by day, one run of its own each time', async () => {
  let offers = inventedOffers(30);
  const replay = await startReplay({ offers: () => offers });
  try {
    await ensureSource(bench.db.offers, TEST_SOURCE);
    const origin = {
      connector: 'francetravail',
      url: replay.url,
      tokenUrl: replay.tokenUrl,
      departments: ['62'],
    };
    await switchOn(bench.db, TEST_SOURCE.id, origin, { fast: '*/15 * * * *', full: '10 2 * * *' });
    expect((await enabledSchedules(bench.db.ops)).map(({ name }) => name)).toEqual([
      'feed-francetravail-fast',
      'feed-francetravail-full',
    ]);
    const [night] = await fireAndWork('feed-francetravail-full');
    expect(await runOf(night)).toMatchObject({ created: 30, complete: true });

    offers = [...offers.slice(1), inventedOffer(90, { dateCreation: '2024-01-10T03:05:00.000Z' })];
    const [day] = await fireAndWork('feed-francetravail-fast');
    expect(await runOf(day)).toMatchObject({ seen: 1, created: 1, withdrawn: 0, complete: false });

    const [next] = await fireAndWork('feed-francetravail-full');
    expect(await runOf(next)).toMatchObject({ created: 0, withdrawn: 1, complete: true });
  } finally {
    await replay.close();
  }
});

test('one run at a time; paused, none at all', async () => {
  await ensureSource(bench.db.offers, TEST_SOURCE);
  const dir = await bench.recorded(inventedOffers(3));
  await switchOn(bench.db, TEST_SOURCE.id, { connector: 'francetravail', dir }, { full: '10 2 * * *' });
  await bench.ask({ dir });
  expect(await fireAndWork('feed-francetravail-full')).toEqual([]);
  expect(await setPaused(bench.db.ops, TEST_SOURCE.id, true)).toBe(1);
  expect(await enabledSchedules(bench.db.ops)).toEqual([]);
  expect(await setPaused(bench.db.ops, TEST_SOURCE.id, false)).toBe(1);
});
