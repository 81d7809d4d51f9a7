import type { Command } from 'commander';
import { JokaError } from '../../game/errors.ts';
import { feedStatus } from '../../ingest/feeds/status.ts';
import type { CliContext } from '../context.ts';
import { printRows } from '../output.ts';
import { asJson } from './json.ts';

/** `joka feed status`: every source, its open offers and its last run. */
export const registerStatus = (feed: Command, context: CliContext): void => {
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
          seconds: row.seconds,
        })),
        { empty: 'no source yet; read one with: joka ingest francetravail <folder>' },
      );
      for (const { source, note, reasons, run, status } of rows) {
        if (note !== null) console.log(`\n${source}: ${status}: ${note}`);
        if (status === 'held')
          console.log(`  to let them go: joka feed release ${run}\n  to keep them: joka feed discard ${run}`);
        if (reasons !== null) console.log(`${source}: set aside: ${reasons}`);
      }
    });
};
