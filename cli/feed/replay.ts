import type { Command } from 'commander';
import { readRun, readSource } from '../../ingest/feeds/runs.ts';
import type { CliContext } from '../context.ts';
import { runFeed } from '../ingest/run.ts';
import { asJson } from './json.ts';

/** `joka feed replay <run>`: the kept pages of a run, read again by today's mapper. */
export const registerReplay = (feed: Command, context: CliContext): void => {
  feed
    .command('replay <run>')
    .description('Read the kept pages of a run again with today’s mapper; nothing is fetched.')
    .option('--no-wait', 'leave the work to the worker and come back at once')
    .option('--json', 'one JSON document')
    .action(async (run: string, options: { wait: boolean }, command: Command) => {
      const { offers } = await context.database();
      const { origin, source } = await readRun(offers, run);
      const known = await readSource(offers, source);
      await runFeed(
        context,
        known,
        { ...origin, replay: origin.replay ?? run },
        { wait: options.wait, json: asJson(command) },
      );
    });
};
