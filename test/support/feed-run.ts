import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { fixedClock } from '../../infra/clock.ts';
import { memoryStore } from '../../infra/object-store/memory.ts';
import type { ObjectStore } from '../../infra/object-store/object-store.ts';
import type { FeedOrigin } from '../../ingest/feeds/connector.ts';
import type { FeedDeps } from '../../ingest/feeds/deps.ts';
import { noHttp } from '../../ingest/feeds/http.ts';
import { feedPipeline } from '../../ingest/feeds/pipeline.ts';
import type { FeedState } from '../../ingest/feeds/pipeline.ts';
import { ensureSource, startFeedRun } from '../../ingest/feeds/runs.ts';
import { createFeedSteps } from '../../ingest/feeds/steps.ts';
import type { Source } from '../../ingest/offers/draft.ts';
import { testDatabase } from './database.ts';
import { writePages } from './francetravail-pages.ts';

export const TEST_SOURCE: Source = {
  id: 'francetravail',
  name: 'France Travail',
  origin: 'public',
  licence: 'test licence',
  attribution: 'Source : France Travail',
};

const START = Date.UTC(2024, 0, 10, 3);

/** A database, a memory store, a clock that stands, and the feed pipeline driven to its end by hand. */
export const feedBench = async (
  options: Partial<Pick<FeedDeps, 'credentials' | 'apiKey' | 'sleep' | 'http'>> = {},
) => {
  const database = await testDatabase();
  const root = await mkdtemp(join(tmpdir(), 'joka-feeds-'));
  let folders = 0;
  const clock = fixedClock(START);
  const store: ObjectStore = memoryStore();
  const deps: FeedDeps = {
    db: database.db,
    store,
    clock,
    sleep: options.sleep ?? (() => Promise.resolve()),
    credentials: options.credentials ?? (() => null),
    apiKey: options.apiKey ?? (() => null),
    http: options.http ?? noHttp,
  };
  const steps = createFeedSteps(deps);
  /** Goes on from a state until the pipeline is done; through JSON, as a runner keeps it. */
  const drive = async (from: FeedState): Promise<void> => {
    for (let state = from; ;) {
      const answer = await feedPipeline.advance(steps, state);
      state = JSON.parse(JSON.stringify(answer.state)) as FeedState;
      if (answer.next === 'done') return;
    }
  };
  const ask = async (
    origin: Omit<FeedOrigin, 'connector'> & { connector?: string },
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
  const { db } = database;
  return {
    db,
    root,
    close: async () => {
      await database.close();
      await rm(root, { recursive: true, force: true });
    },
    /** Empties the store and sets the clock back, for the next test of a file. */
    reset: async () => {
      clock.set(START);
      for (const table of ['contacts', 'offer_history', 'offers', 'raw_pages', 'feed_runs', 'territories'])
        await sql`DELETE FROM ${sql.table(`offers.${table}`)}`.execute(db.offers);
      for (const table of ['quarantine', 'signals', 'pipeline_runs', 'outbox'])
        await sql`DELETE FROM ${sql.table(`ops.${table}`)}`.execute(db.ops);
    },
    /** Writes pages into a fresh folder and gives its path. */
    recorded: async (rows: readonly unknown[], options?: Parameters<typeof writePages>[2]) => {
      const dir = join(root, String((folders += 1)));
      await writePages(dir, rows, options);
      return dir;
    },
    offers: () => db.offers.selectFrom('offers.offers').selectAll().orderBy('external_id').execute(),
    held: () => db.ops.selectFrom('ops.quarantine').selectAll().orderBy('place').execute(),
    /** The changes of one offer's life, oldest first. */
    history: async (externalId: string): Promise<string[]> => {
      const { rows } = await sql<{ change: string }>`
        SELECT h.change FROM offers.offer_history h JOIN offers.offers o ON o.id = h.offer
        WHERE o.external_id = ${externalId} ORDER BY h.id`.execute(db.offers);
      return rows.map(({ change }) => change);
    },
    clock,
    store,
    deps,
    steps,
    drive,
    ask,
    /** Asks for a run and drives it; time moves on by an hour afterwards. */
    run: async (origin: Omit<FeedOrigin, 'connector'> & { connector?: string }, source?: Source) => {
      const id = await ask(origin, source);
      await drive(feedPipeline.begin(id));
      clock.set(clock.now() + 3_600_000);
      const row = await database.db.offers
        .selectFrom('offers.feed_runs')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return { id, row };
    },
  };
};

export type FeedBench = Awaited<ReturnType<typeof feedBench>>;
