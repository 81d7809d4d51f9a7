import type { Command } from 'commander';
import { JokaError } from '../game/errors.ts';
import { RELEASE } from '../ingest/feeds/pipeline.ts';
import { feedStatus } from '../ingest/feeds/status.ts';
import { cause, signal } from '../workflows/outbox.ts';
import { drainFeeds } from './drain.ts';
import { viewRun } from './feed-progress.ts';
import { printJson, printRows } from './output.ts';
import type { Register } from './run.ts';

const asJson = (command: Command): boolean => command.optsWithGlobals<{ json?: true }>().json === true;

/** `joka feed`: how the sources stand; the answer to a held run. */
export const register: Register = (program, context) => {
  const feed = program.command('feed').description('Job feeds: how they stand, and held runs.');

  feed
    .command('status')
    .description('Every source: open offers and its last run.')
    .option('--source <id>', 'only this one')
    .option('--json', 'one JSON object per line, with reasons, duration and note')
    .action(async (options: { source?: string }, command: Command) => {
      const { ops } = await context.database();
      const rows = await feedStatus(ops, options.source);
      if (options.source !== undefined && rows.length === 0)
        throw new JokaError('FEED_SOURCE_UNKNOWN', { source: options.source });
      if (asJson(command)) {
        printRows(rows, { json: true });
        return;
      }
      printRows(
        rows.map((row) => ({
          source: row.source,
          open: row.open,
          'last run': row.startedAt,
          status: row.status,
          complete: row.complete,
          seen: row.seen,
          created: row.created,
          updated: row.updated,
          unchanged: row.unchanged,
          withdrawn: row.withdrawn,
          'set aside': row.quarantined,
        })),
        { empty: 'no source yet; read one with: joka ingest francetravail <folder>' },
      );
      for (const { source, note, reasons, run, status } of rows) {
        if (note !== null) console.log(`\n${source}: ${status}: ${note}`);
        if (status === 'held') console.log(`  to let them go: joka feed release ${run}`);
        if (reasons !== null) console.log(`${source}: set aside: ${reasons}`);
      }
    });

  feed
    .command('release <run>')
    .description('Confirm a held run: what it no longer shows is withdrawn.')
    .option('--json', 'one JSON document')
    .action(async (run: string, _: object, command: Command) => {
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
        await signal(trx, { ...work, signal: RELEASE, value: true }, at);
        await cause(trx, work, at);
      });
      const by = await drainFeeds(context);
      const view = await viewRun(db, run);
      if (asJson(command)) printJson(view);
      else if (by === 'worker') console.log('the worker withdraws them now; see: joka feed status');
      else console.log(`${view.withdrawn} offers withdrawn`);
    });
};
