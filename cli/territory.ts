import type { Command } from 'commander';
import { sql } from 'kysely';
import { runNight } from '../analytics/night.ts';
import { createPublishSteps } from '../analytics/steps.ts';
import { findTerritory } from '../analytics/territories.ts';
import { printJson, printRows, type Row } from './output.ts';
import type { Register } from './run.ts';
import { openStudy } from './study-doors.ts';

type Options = { week?: string; table?: string; json?: true };

const asJson = (command: Command): boolean => command.optsWithGlobals<{ json?: true }>().json === true;

/** `joka territory`: territories with their computed nights and published weeks; one territory's published figures. */
export const register: Register = (program, context) => {
  const list = async (json: boolean): Promise<void> => {
    const { study } = await context.database();
    const { rows } = await sql<Row>`
      SELECT t.code, t.name, t.zone, t.invented,
             (SELECT to_char(r.finished_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') FROM study.runs r
              WHERE r.kind = 'study-night' AND r.territory = t.code ORDER BY r.saved DESC LIMIT 1) AS computed,
             (SELECT count(DISTINCT p.week)::int FROM study.published p WHERE p.territory = t.code) AS weeks,
             (SELECT max(p.week) FROM study.published p WHERE p.territory = t.code) AS latest
      FROM offers.territories t ORDER BY t.code`.execute(study);
    printRows(rows, { json, empty: 'no territory: joka init --territory <INSEE code> makes one' });
  };

  const territory = program
    .command('territory [code]')
    .description('List the territories, or the published figures of one. Masked figures are empty, never 0.')
    .option('--week <week>', 'ISO week, 2026-W41; the latest published one without it')
    .option('--table <table>', 'only this table: participants, cells_walked, contacts, acts, ...')
    .option('--json', 'one JSON object per line')
    .addHelpText('after', '\nExample: joka territory DEMO1 --week 2026-W41 --table contacts')
    .action(async (code: string | undefined, options: Options) => {
      if (code === undefined) return list(options.json === true);
      const { study } = await context.database();
      const { invented } = await findTerritory({ study }, code);
      const { rows } = await sql<Row>`
        SELECT week, table_name AS table, row_key AS key, measure, value, n, low, high, masked, missing
        FROM study.published
        WHERE territory = ${code}
          AND week = coalesce(${options.week ?? null}, (SELECT max(week) FROM study.published WHERE territory = ${code}))
          AND (${options.table ?? null}::text IS NULL OR table_name = ${options.table ?? null})
        ORDER BY table_name, row_key, measure`.execute(study);
      if (invented && options.json !== true)
        console.log('Ville inventée : l’effet a été écrit dans le générateur\n');
      printRows(invented ? rows.map((row) => (options.json ? { ...row, invented } : row)) : rows, {
        json: options.json,
        empty: 'nothing is published yet: tables appear 7 days after their week ended',
      });
      return undefined;
    });

  territory
    .command('compute <code>')
    .description('Compute the study of a territory now, as every night: the persons touched since the last.')
    .option('--full', 'compute everybody anew')
    .option('--json', 'one JSON document')
    .action(async (code: string, options: { full?: true }, command: Command) => {
      const study = await openStudy(context);
      const { rows: flushed } = await study.lake.flush();
      const { id: run, outputs } = await runNight(study, await findTerritory(study.db, code), {
        full: options.full === true,
      });
      const rows = Object.fromEntries(Object.entries(outputs).map(([name, output]) => [name, output.rows]));
      if (asJson(command)) printJson({ run, flushed, rows });
      else
        console.log(
          `run ${run}: ${flushed} rows flushed; ${Object.entries(rows)
            .map(([name, n]) => `${name} ${n}`)
            .join(', ')}`,
        );
    });

  territory
    .command('compare <code> [other]')
    .description('Set the territory that the portrait of this one is compared with; without another: none.')
    .action(async (code: string, other: string | undefined) => {
      const { study, offers } = await context.database();
      await findTerritory({ study }, code);
      if (other !== undefined) await findTerritory({ study }, other);
      await offers
        .updateTable('offers.territories')
        .set({ reference: other ?? null })
        .where('code', '=', code)
        .execute();
      console.log(`${code} is compared with ${other ?? 'no other territory'}`);
    });

  territory
    .command('publish <code> <week>')
    .description('Publish the tables of a week that ended 7 days ago or more.')
    .option('--json', 'one JSON document')
    .action(async (code: string, week: string, _: object, command: Command) => {
      const steps = createPublishSteps(await openStudy(context));
      await steps.night(code, week);
      const { run } = await steps.publish(code, week);
      if (asJson(command)) printJson({ run, territory: code, week });
      else console.log(`week ${week} of ${code} is published (run ${run})`);
    });
};
