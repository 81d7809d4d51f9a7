import { randomUUID } from 'node:crypto';
import type { FeedOrigin } from '../../ingest/feeds/connector.ts';
import { connectorOf } from '../../ingest/feeds/connectors.ts';
import { ensureSource, startFeedRun } from '../../ingest/feeds/runs.ts';
import { precisionShares } from '../../ingest/feeds/status.ts';
import type { Source } from '../../ingest/offers/draft.ts';
import type { CliContext } from '../context.ts';
import { drainFeeds } from '../drain.ts';
import { followRun } from '../feed-progress.ts';
import type { RunView } from '../feed-progress.ts';
import { printJson } from '../output.ts';
import { createProgress } from '../progress.ts';
import type { CommonOptions } from './options.ts';

const summary = (view: RunView): string =>
  `${view.source}: ${view.seen} offers seen, ${view.created} created, ${view.updated} updated, ` +
  `${view.unchanged} unchanged, ${view.withdrawn} withdrawn, ${view.quarantined} set aside; ` +
  (view.complete === true ? 'complete' : 'not proven complete, so nothing may be withdrawn');

/** Asks for a run of a source and shows it to its end, unless asked to leave it to the worker. */
export const runFeed = async (
  context: CliContext,
  source: Source,
  origin: FeedOrigin,
  options: Pick<CommonOptions, 'wait' | 'json'>,
): Promise<void> => {
  const db = await context.database();
  await ensureSource(db.offers, source);
  const id = randomUUID();
  const { mapperVersion } = connectorOf(origin);
  await startFeedRun(db, context.clock.now(), { id, source: source.id, mapperVersion, origin });
  if (!options.wait) {
    if (options.json === true) printJson({ id, source: source.id, status: 'running' });
    else console.log(`run ${id} is asked for; see: joka feed status`);
    return;
  }
  const progress = createProgress();
  const drained = drainFeeds(context);
  // a failure of the machinery itself must not leave us watching a run that nobody advances
  const view = await Promise.race([
    followRun(db, id, progress),
    drained.then((by) => (by === 'here' ? followRun(db, id, progress) : new Promise<never>(() => undefined))),
  ]);
  await drained;
  progress.end();
  if (view.status === 'failed' || view.status === 'running') process.exitCode = 1;
  const shares = await precisionShares(db.offers, source.id);
  if (options.json === true) {
    printJson({ ...view, precision: Object.fromEntries(shares.map((s) => [s.precision, s.offers])) });
    return;
  }
  if (process.exitCode === 1) {
    console.error(`failed: ${view.note ?? view.error ?? 'the run was cancelled'}`);
    return;
  }
  console.log(summary(view));
  if (view.note !== null) console.log(`${view.status}: ${view.note}`);
  if (view.status === 'held')
    console.log(`to let them go: joka feed release ${view.id}\nto keep them: joka feed discard ${view.id}`);
  if (view.quarantined > 0) console.log('what was set aside and why: joka quarantine');
  const known = shares.map((s) => `${s.precision} ${s.offers} (${(100 * s.share).toFixed(1)} %)`);
  console.log(`known to: ${known.join(', ')}`);
};
