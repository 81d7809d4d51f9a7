import type { Command } from 'commander';
import { sql } from 'kysely';
import { listFiles } from '../infra/lake/manifest.ts';
import { humanBytes, printJson, printRows, type Row } from './output.ts';
import type { Register } from './run.ts';
import { openStudy } from './study-doors.ts';

type Options = { table?: string; json?: true };

const asJson = (command: Command): boolean => command.optsWithGlobals<{ json?: true }>().json === true;

/** `joka lake`: what the manifest holds by table and week, what waits; flush, merge and sweep by hand. */
export const register: Register = (program, context) => {
  const lake = program
    .command('lake')
    .description('List the tables of the study’s lake by week, and the rows that wait for the next flush.')
    .option('--table <table>', 'only this table: fixes, interactions, offer_events, outcomes, ...')
    .option('--json', 'one JSON object per line')
    .addHelpText('after', '\nExample: joka lake --table fixes --json')
    .action(async (options: Options) => {
      const { study } = await context.database();
      const { rows: waiting } = await sql<{ table: string; rows: number }>`
        SELECT lake_table AS table, count(*)::int AS rows FROM study.staging GROUP BY 1 ORDER BY 1`.execute(
        study,
      );
      const lines = new Map<
        string,
        { table: string; week: string; files: number; rows: number; bytes: number }
      >();
      for (const { table, week, rows, bytes } of await listFiles(study)) {
        const line = lines.get(`${table}/${week}`) ?? { table, week, files: 0, rows: 0, bytes: 0 };
        lines.set(`${table}/${week}`, {
          ...line,
          files: line.files + 1,
          rows: line.rows + rows,
          bytes: line.bytes + bytes,
        });
      }
      const all: Row[] = [
        ...[...lines.values()].map((line) => ({
          ...line,
          bytes: options.json ? line.bytes : humanBytes(line.bytes),
        })),
        ...waiting.map(({ table, rows }) => ({ table, week: 'waiting', files: 0, rows, bytes: null })),
      ];
      const shown = options.table === undefined ? all : all.filter((row) => row['table'] === options.table);
      printRows(shown, { json: options.json, empty: 'the lake is empty' });
    });

  const action = (name: 'flush' | 'merge' | 'sweep', description: string): void => {
    lake
      .command(name)
      .description(description)
      .option('--json', 'one JSON document')
      .action(async (_: object, command: Command) => {
        const study = await openStudy(context);
        const report = await study.lake[name]();
        const shown = typeof report === 'number' ? { removed: report } : report;
        if (asJson(command)) printJson(shown);
        else
          console.log(
            Object.entries(shown)
              .map(([key, value]) => `${key} ${value}`)
              .join(', '),
          );
      });
  };
  action('flush', 'Move the rows that wait into Parquet now.');
  action('merge', 'Merge small files and take out who withdrew, as every night.');
  action('sweep', 'Remove objects that no manifest names, left by a process that died.');
};
