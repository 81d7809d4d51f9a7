import { sql } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { PublishContext } from '../offers/publish-context.ts';
import { loadGazetteer } from '../places/gazetteer.ts';
import { connectorOf } from './connectors.ts';
import type { FeedDeps } from './deps.ts';
import { keepPages, readPage } from './keep.ts';
import type { FeedSteps } from './pipeline.ts';
import { placesNow } from './places.ts';
import { isWhole, readKeptPages } from './read.ts';
import type { KeptPage } from './read.ts';
import { retryRows } from './retry.ts';
import { readRun, readSource } from './runs.ts';
import { isReleased, settleRun } from './settle.ts';

/** Pages per read step: about 1,500 offers, a second or two of work between two saved states. */
const PAGES_PER_STEP = 10;

/** The steps of a feed run over real doors. */
export const createFeedSteps = (deps: FeedDeps): FeedSteps => {
  const { db, clock } = deps;
  const now = (): string => new Date(clock.now()).toISOString();

  /** A failure that no repetition mends is written on the run before it ends the pipeline. */
  const orFail = async <T>(run: string, step: () => Promise<T>): Promise<T> => {
    try {
      return await step();
    } catch (error) {
      if (error instanceof JokaError && error.spec.kind === 'terminal')
        await sql`
          UPDATE offers.feed_runs SET status = 'failed', held_reason = ${`${error.code}: ${error.message}`},
            finished_at = ${now()}::timestamptz
          WHERE id::text = ${run} AND status = 'running'`.execute(db.offers);
      throw error;
    }
  };

  /** A failed run that someone tries again begins anew; what it published before is then unchanged. */
  const reopen = async (run: string): Promise<void> => {
    await sql`
      UPDATE offers.feed_runs SET status = 'running', held_reason = NULL, finished_at = NULL
      WHERE id = ${run}::uuid AND status = 'failed'`.execute(db.offers);
  };

  const contextOf = async (runId: string): Promise<{ context: PublishContext; connector: string }> => {
    const run = await readRun(db.offers, runId);
    const source = await readSource(db.offers, run.source);
    const places = await placesNow(db.offers, loadGazetteer());
    return { context: { source, places, run: runId, at: now() }, connector: run.origin.connector };
  };

  return {
    keep: (runId, from) =>
      orFail(runId, async () => {
        const run = await readRun(db.offers, runId);
        if (run.status === 'failed') await reopen(runId);
        else if (run.finishedAt !== null) return { next: null, complete: false, over: true };
        return { ...(await keepPages(deps, runId, from)), over: false };
      }),
    read: (runId, page) =>
      orFail(runId, async () => {
        const { context, connector: connectorId } = await contextOf(runId);
        const { rows } = await sql<KeptPage & { processed: boolean }>`
          SELECT page, name, object_key AS "objectKey", content_range AS "contentRange",
                 processed_at IS NOT NULL AS processed
          FROM offers.raw_pages WHERE run = ${runId}::uuid AND page >= ${page}
          ORDER BY page LIMIT ${PAGES_PER_STEP + 1}`.execute(db.offers);
        const connector = connectorOf(connectorId);
        const pages = [];
        for (const kept of rows.slice(0, PAGES_PER_STEP))
          pages.push({ kept, page: connector.readPage(kept.name, await readPage(deps, kept.objectKey)) });
        const fresh = pages.filter(({ kept }) => !kept.processed);
        if (fresh.length > 0)
          await db.offers.transaction().execute(async (trx) => {
            // one batch of a source at a time: two runs of it must not publish the same offer at once
            await sql`SELECT FROM offers.sources WHERE id = ${context.source.id} FOR UPDATE`.execute(trx);
            // an execution of this very step that was thought dead may have read them while this one waited
            const numbers = fresh.map(({ kept }) => kept.page);
            const left = await sql<{ page: number }>`
              SELECT page FROM offers.raw_pages
              WHERE run = ${runId}::uuid AND page = ANY(${numbers}::int[]) AND processed_at IS NULL`.execute(
              trx,
            );
            const unread = new Set(left.rows.map((row) => row.page));
            await readKeptPages(
              trx,
              connector,
              context,
              fresh.filter(({ kept }) => unread.has(kept.page)),
            );
          });
        const whole = pages.every(({ kept, page }) => isWhole(connector, kept, page));
        return { next: rows[PAGES_PER_STEP]?.page ?? null, whole };
      }),
    settle: async (runId, complete, released) => {
      const run = await readRun(db.offers, runId);
      return db.offers.transaction().execute((trx) => settleRun(trx, run, complete, released, now()));
    },
    retry: async (runId) => {
      const { context, connector } = await contextOf(runId);
      await retryRows(deps, connectorOf(connector), context);
      return { released: await isReleased(db.offers, runId) };
    },
  };
};
