import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getBaseMap } from '../../api/contract/map.ts';
import { faultOf } from '../../api/plugins/validation.ts';
import { readBaseMap } from '../../api/readers/base-map.ts';
import { fixedClock } from '../../infra/clock.ts';
import { memoryStore } from '../../infra/object-store/memory.ts';
import { createFeedSteps } from '../../ingest/feeds/steps.ts';
import { feedPipeline } from '../../ingest/feeds/pipeline.ts';
import { testDatabase } from '../../test/support/database.ts';
import type { TestDatabase } from '../../test/support/database.ts';
import { isOpen } from '../../town/offers/offers.ts';
import { townOptions } from '../../town/options.ts';
import { createTown } from '../../town/town.ts';
import { createInlineRunner } from '../../workflows/inline/runner.ts';
import { defineWork, registryOf } from '../../workflows/work.ts';
import { createProgress } from '../progress.ts';
import { knownOffers, readFeed } from './feed.ts';
import { placeTown } from './found.ts';
import type { Stage } from './doors.ts';

describe("the town's job feed", () => {
  const town = createTown(townOptions('small'));
  let database: TestDatabase;
  let feedDir: string;
  let stage: Stage;

  beforeAll(async () => {
    database = await testDatabase();
    feedDir = await mkdtemp(path.join(tmpdir(), 'joka-feed-'));
    const { db } = database;
    const clock = fixedClock(town.begin);
    const store = memoryStore();
    const steps = createFeedSteps({
      db,
      store,
      clock,
      credentials: () => null,
      sleep: async () => undefined,
    });
    const runner = createInlineRunner({ db, registry: registryOf(defineWork(feedPipeline, steps)), clock });
    stage = { town, db, clock, store, runner, feedDir, progress: createProgress() } as Stage;
    await placeTown(stage);
  });
  afterAll(async () => {
    await database.close();
    await rm(feedDir, { recursive: true });
  });

  it('goes through the real pipeline: every open offer arrives, located in an invented commune, none set aside', async () => {
    for (const at of town.feedAt) {
      stage.clock.set(at);
      await readFeed(stage);
      const known = await knownOffers(stage);
      const open = await database.db.offers
        .selectFrom('offers.offers')
        .select(['external_id', 'territory', 'commune', 'precision'])
        .where('state', '=', 'open')
        .execute();
      const expected = town.offers.filter((offer) => isOpen(offer, at)).map((offer) => offer.externalId);
      const twins = await database.db.offers
        .selectFrom('offers.offers')
        .select('external_id')
        .where('duplicate_of', 'is not', null)
        .execute();
      const shown = expected.filter((id) => !twins.some((twin) => twin.external_id === id));
      expect(open.map((row) => row.external_id).toSorted()).toEqual(shown.toSorted());
      expect(known.size).toBeGreaterThanOrEqual(expected.length);
      expect(open.filter((row) => row.territory !== 'DEMO1' || !/^9900\d$/.test(row.commune ?? ''))).toEqual(
        [],
      );
    }
    expect(await database.db.ops.selectFrom('ops.quarantine').selectAll().execute()).toEqual([]);
    const runs = await database.db.offers
      .selectFrom('offers.feed_runs')
      .select(['status', 'complete'])
      .execute();
    expect(runs).toEqual(town.feedAt.map(() => ({ status: 'done', complete: true })));
  });

  it('waits for its own run, whoever else works: a photo in the background may hold it', async () => {
    const fresh = await testDatabase();
    const real = createInlineRunner({
      db: fresh.db,
      registry: registryOf(
        defineWork(
          feedPipeline,
          createFeedSteps({
            db: fresh.db,
            store: memoryStore(),
            clock: stage.clock,
            credentials: () => null,
            sleep: async () => undefined,
          }),
        ),
      ),
      clock: stage.clock,
    });
    // The first to ask works; whoever asks meanwhile finds the row held and nothing left to do.
    let working: Promise<void> | null = null;
    const runner = {
      ...real,
      runUntilIdle: async (): Promise<void> => {
        if (working === null) working = real.runUntilIdle().finally(() => (working = null));
      },
    };
    const busy = { ...stage, db: fresh.db, runner } as Stage;
    await placeTown(busy);
    stage.clock.set(town.feedAt[0] ?? town.begin);
    await readFeed(busy);
    expect((await knownOffers(busy)).size).toBeGreaterThan(0);
    await fresh.close();
  });

  it('places the town once, however often it is asked', async () => {
    await placeTown(stage);
    const maps = await database.db.offers
      .selectFrom('offers.base_maps')
      .select(['territory', 'notice'])
      .execute();
    expect(maps).toEqual([{ territory: 'DEMO1', notice: expect.stringContaining('Ville inventée') }]);
    const plan = await readBaseMap(database.db.game, 'DEMO1');
    const [, contract] = Object.entries(getBaseMap.responses)[0] ?? [];
    expect(contract === undefined ? 'no contract' : faultOf(contract, plan)).toBeNull();
    expect(new Set(plan.features.map((feature) => feature.properties.kind)).size).toBeGreaterThan(8);
  });
});
