import { sql } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import { digest } from '../offers/content-hash.ts';
import type { PublishContext } from '../offers/publish-context.ts';
import { tradesNow } from '../offers/sense/trades-now.ts';
import { SENSE_VERSION } from '../offers/unchanged.ts';
import { loadGazetteer } from '../places/gazetteer.ts';
import { admitWithin } from './admit.ts';
import { confirmStretch } from './confirm.ts';
import type { Connector } from './connector.ts';
import { connectorOf } from './connectors.ts';
import type { FeedDeps } from './deps.ts';
import { keepPages } from './keep.ts';
import type { FeedSteps } from './pipeline.ts';
import { placesNow } from './places.ts';
import type { Admit } from './read.ts';
import { readStretch } from './read-step.ts';
import { createReaders } from './readers.ts';
import { retryRows } from './retry.ts';
import { readRun, readSource } from './runs.ts';
import { decisionOn, discardHeld, settleRun } from './settle.ts';

type Opened = { context: PublishContext; connector: Connector; admit: Admit | null };

/** The steps of a feed run over real doors. */
export const createFeedSteps = (deps: FeedDeps): FeedSteps => {
  const { db, clock } = deps;
  const readers = createReaders();
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

  const open = async (runId: string): Promise<Opened> => {
    const run = await readRun(db.offers, runId);
    const source = await readSource(db.offers, run.source);
    const places = await placesNow(db.offers, loadGazetteer());
    const connector = connectorOf(run.origin);
    const trades = await tradesNow(db.offers);
    const terms = JSON.stringify([source, run.origin.territory ?? null]);
    const version = [
      connector.id,
      connector.mapperVersion,
      SENSE_VERSION,
      places.version,
      trades.version,
      terms,
    ];
    const context: PublishContext = {
      source,
      places,
      trades: trades.trades,
      run: runId,
      at: now(),
      version: digest(version.join('\n')),
    };
    return { context, connector, admit: admitWithin(run.origin.territory, context.places) };
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
        const { context, connector, admit } = await open(runId);
        return readStretch(deps, readers, connector, context, page, admit);
      }),
    confirm: (runId, complete, released, after) =>
      confirmStretch(deps, runId, { complete, released, after, at: now() }),
    settle: async (runId, complete, released) => {
      const run = await readRun(db.offers, runId);
      return db.offers.transaction().execute((trx) => settleRun(trx, run, complete, released, now()));
    },
    retry: async (runId) => {
      const { context, connector, admit } = await open(runId);
      await retryRows(deps, connector, context, admit);
      const decision = await decisionOn(db.offers, runId);
      if (decision === 'discard') await discardHeld(db.offers, runId);
      return { released: decision === 'release' };
    },
  };
};
