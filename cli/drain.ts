import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { createFeedSteps } from '../ingest/feeds/steps.ts';
import { feedPipeline } from '../ingest/feeds/pipeline.ts';
import { createHttp } from '../infra/outbound/http.ts';
import { feedCredentials } from '../workflows/feed-credentials.ts';
import { createInlineRunner } from '../workflows/inline/runner.ts';
import { defineWork, registryOf } from '../workflows/work.ts';
import type { CliContext } from './context.ts';

/** True when a worker is connected to this database, here or on another machine. */
const workerIsUp = async (context: CliContext): Promise<boolean> => {
  const { ops } = await context.database();
  const { rows } = await sql`
    SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE 'joka:worker%' LIMIT 1`.execute(ops);
  return rows.length > 0;
};

/**
 * Gets open feed work done: leaves it to the worker when there is one, else does it here. Comes back at once in the
 * first case, and when nothing is left to do in the second.
 */
export const drainFeeds = async (context: CliContext): Promise<'worker' | 'here'> => {
  if (await workerIsUp(context)) return 'worker';
  const db = await context.database();
  const config = context.config();
  const outbound = createHttp(config.JOKA_FEEDS_PRIVATE_HOSTS);
  const steps = createFeedSteps({
    db,
    store: await context.store(),
    clock: context.clock,
    sleep: (ms) => sleep(ms).then(() => undefined),
    ...feedCredentials(config),
    http: outbound.http,
  });
  const registry = registryOf(defineWork(feedPipeline, steps));
  try {
    await createInlineRunner({ db, registry, clock: context.clock }).runUntilIdle();
  } finally {
    await outbound.close();
  }
  return 'here';
};
