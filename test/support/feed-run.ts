import { randomUUID } from 'node:crypto';
import { fixedClock } from '../../infra/clock.ts';
import { memoryStore } from '../../infra/object-store/memory.ts';
import type { ObjectStore } from '../../infra/object-store/object-store.ts';
import type { Json, Woken } from '../../infra/pipeline.ts';
import type { FeedOrigin } from '../../ingest/feeds/connector.ts';
import type { FeedDeps } from '../../ingest/feeds/deps.ts';
import { feedPipeline } from '../../ingest/feeds/pipeline.ts';
import type { FeedState } from '../../ingest/feeds/pipeline.ts';
import { ensureSource, startFeedRun } from '../../ingest/feeds/runs.ts';
import { createFeedSteps } from '../../ingest/feeds/steps.ts';
import type { Source } from '../../ingest/offers/draft.ts';
import { testDatabase } from './database.ts';

export const TEST_SOURCE: Source = {
  id: 'francetravail',
  name: 'France Travail',
  origin: 'public',
  licence: 'test licence',
  attribution: 'Source : France Travail',
};

/** A database, a memory store, a clock that stands, and the feed pipeline driven to its end by hand. */
export const feedBench = async (options: Partial<Pick<FeedDeps, 'credentials' | 'sleep'>> = {}) => {
  const database = await testDatabase();
  const clock = fixedClock(Date.UTC(2024, 0, 10, 3));
  const store: ObjectStore = memoryStore();
  const deps: FeedDeps = {
    db: database.db,
    store,
    clock,
    sleep: options.sleep ?? (() => Promise.resolve()),
    credentials: options.credentials ?? (() => null),
  };
  const steps = createFeedSteps(deps);
  /** Goes on from a state until the pipeline is done or waits; through JSON, as a runner keeps it. */
  const drive = async (from: FeedState, woken?: Woken): Promise<{ state: FeedState; waits: boolean }> => {
    let state = from;
    let news = woken;
    for (;;) {
      const answer = await feedPipeline.advance(steps, state, news);
      news = undefined;
      state = JSON.parse(JSON.stringify(answer.state)) as FeedState;
      if (answer.next === 'done') return { state, waits: false };
      if (answer.next !== 'again') return { state, waits: true };
    }
  };
  const ask = async (
    origin: Omit<FeedOrigin, 'connector'>,
    source: Source = TEST_SOURCE,
  ): Promise<string> => {
    const id = randomUUID();
    await ensureSource(database.db.offers, source);
    await startFeedRun(database.db, clock.now(), {
      id,
      source: source.id,
      mapperVersion: 'test',
      origin: { connector: 'francetravail', ...origin },
    });
    return id;
  };
  return {
    ...database,
    clock,
    store,
    deps,
    steps,
    drive,
    ask,
    /** Asks for a run and drives it; time moves on by an hour afterwards. */
    run: async (origin: Omit<FeedOrigin, 'connector'>, source?: Source) => {
      const id = await ask(origin, source);
      const end = await drive(feedPipeline.begin(id));
      clock.set(clock.now() + 3_600_000);
      const row = await database.db.offers
        .selectFrom('offers.feed_runs')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return { id, end, row };
    },
  };
};

export type FeedBench = Awaited<ReturnType<typeof feedBench>>;
export type { Json };
