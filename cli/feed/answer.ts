import type { Command } from 'commander';
import { JokaError } from '../../game/errors.ts';
import { DISCARD, RELEASE } from '../../ingest/feeds/pipeline.ts';
import { cause, signal } from '../../workflows/outbox.ts';
import type { CliContext } from '../context.ts';
import { drainFeeds } from '../drain.ts';
import { viewRun } from '../feed-progress.ts';
import { printJson } from '../output.ts';
import { asJson } from './json.ts';

const answer = async (
  context: CliContext,
  run: string,
  decided: typeof RELEASE | typeof DISCARD,
  command: Command,
): Promise<void> => {
  const db = await context.database();
  const held = await db.offers
    .selectFrom('offers.feed_runs')
    .select('id')
    .where((eb) => eb(eb.cast<string>('id', 'text'), '=', run))
    .where('status', '=', 'held')
    .executeTakeFirst();
  if (!held) throw new JokaError('FEED_RUN_UNKNOWN', { run });
  const at = new Date(context.clock.now());
  const work = { kind: 'feed', subject: run };
  await db.ops.transaction().execute(async (trx) => {
    await signal(trx, { ...work, signal: decided, value: true }, at);
    await cause(trx, work, at);
  });
  const by = await drainFeeds(context);
  const view = await viewRun(db, run);
  if (asJson(command)) printJson(view);
  else if (by === 'worker') console.log('the worker does it now; see: joka feed status');
  else if (decided === RELEASE) console.log(`${view.withdrawn} offers withdrawn`);
  else console.log('nothing was withdrawn');
};

/** `joka feed release` and `joka feed discard`: what a person decides on a held run. */
export const registerAnswers = (feed: Command, context: CliContext): void => {
  feed
    .command('release <run>')
    .description('Confirm a held run: what it no longer shows is withdrawn.')
    .option('--json', 'one JSON document')
    .action((run: string, _: object, command: Command) => answer(context, run, RELEASE, command));
  feed
    .command('discard <run>')
    .description('Discard a held run: its offers stay open until a later run decides.')
    .option('--json', 'one JSON document')
    .action((run: string, _: object, command: Command) => answer(context, run, DISCARD, command));
};
