import { Argument } from 'commander';
import type { Command } from 'commander';
import { loadPlaces } from '../ingest/places/load/load.ts';
import { printJson, printRows } from './output.ts';
import type { Register } from './run.ts';

const KINDS = ['sirene', 'trades', 'boundaries', 'centres', 'postal-codes', 'merged'] as const;

/** `joka places`: official files that make places and trades exact. */
export const register: Register = (program, context) => {
  const places = program.command('places').description('Official files of places and trades.');
  places
    .command('load')
    .description('Load official files, each known by its header; the same file again does nothing.')
    .addArgument(new Argument('<files...>', `files, or a kind before them (${KINDS.join(', ')})`))
    .option('--vintage <year>', 'of which year the files are (default: the year in their name)')
    .option('--json', 'one JSON object per file')
    .addHelpText(
      'after',
      '\nExamples:\n  joka places load communes-hauts-de-france.geojson --vintage 2018' +
        '\n  joka places load sirene etablissements-62.csv',
    )
    .action(async (files: string[], options: { vintage?: string }, command: Command) => {
      const [first = '', ...others] = files;
      const named = (KINDS as readonly string[]).includes(first);
      const kind = first === 'sirene' ? 'sirene' : null;
      const json = command.optsWithGlobals<{ json?: true }>().json === true;
      const db = await context.database();
      for (const file of named ? others : files) {
        const at = new Date(context.clock.now()).toISOString();
        const report = await loadPlaces(db.offers, file, { vintage: options.vintage ?? null, kind, at });
        if (json) {
          printJson(report);
          continue;
        }
        const { part, vintage, rows, refused, unchanged, refusals } = report;
        console.log(
          `${part}: ${report.kind} of ${vintage}, ${rows} taken, ${refused} refused${unchanged ? '; already loaded' : ''}`,
        );
        for (const { at: line, reason } of refusals.slice(0, 20)) console.log(`  row ${line}: ${reason}`);
      }
    });
  places
    .command('list')
    .description('The files that are loaded, with their vintage.')
    .option('--json', 'one JSON object per line')
    .action(async (_: object, command: Command) => {
      const db = await context.database();
      const rows = await db.offers
        .selectFrom('offers.reference_files')
        .selectAll()
        .orderBy('kind')
        .orderBy('part')
        .execute();
      printRows(
        rows.map((row) => ({ ...row, loaded_at: row.loaded_at.toISOString() })),
        {
          json: command.optsWithGlobals<{ json?: true }>().json,
          empty: 'no file is loaded: joka places load <file>',
        },
      );
    });
};
