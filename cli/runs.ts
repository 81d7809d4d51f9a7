import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { cancelRun, pauseRun, resumeRun, retryRun } from '../workflows/runs/control.ts';
import { listRuns, type RunLine, type RunStatus } from '../workflows/runs/list.ts';
import { ensureSchedules, listSchedules } from '../workflows/schedules.ts';
import { printJson, printRows } from './output.ts';
import type { Register } from './run.ts';

const STATES: readonly RunStatus[] = ['open', 'running', 'waiting', 'paused', 'done', 'failed', 'cancelled'];

const atLeastOne = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('A whole number from 1 on.');
  return value;
};

/** Failures are long: on a terminal they follow the table, with `--json` they are fields. */
const short = (line: RunLine) => ({
  run: line.run,
  kind: line.kind,
  subject: line.subject,
  status: line.status,
  runner: line.runner,
  steps: line.steps,
  tries: line.tries,
  since: line.since,
  waitsFor: line.waitsFor,
  code: line.code,
});

/** `--json` may stand before or after the name of a part: the outer command takes it then. */
const asJson = (command: Command): boolean => command.optsWithGlobals<{ json?: true }>().json === true;

type ListOptions = { status?: RunStatus; kind?: string; limit: number; json?: true };

/** `joka runs`: the pipelines' runs under either runner; try one again, pause, resume or cancel one, see the schedules. */
export const register: Register = (program, context) => {
  const runs = program
    .command('runs')
    .description('List the runs of pipelines, latest first.')
    .addOption(new Option('--status <status>', 'only runs in this state').choices(STATES))
    .option('--kind <kind>', 'only this kind: photo, feed, traces, study-night, ...')
    .option('--limit <n>', 'at most so many', atLeastOne, 50)
    .option('--json', 'one JSON object per line')
    .addHelpText('after', '\nExample: joka runs --status failed --json')
    .action(async (options: ListOptions) => {
      const { ops } = await context.database();
      const lines = await listRuns(ops, options);
      printRows(
        options.json
          ? lines.map(({ state, ...line }) => ({ ...line, state: JSON.stringify(state) }))
          : lines.map(short),
        { json: options.json, empty: 'no runs' },
      );
      if (options.json) return;
      for (const { run, code, message } of lines)
        if (code !== null) console.log(`\n${run} ${code}: ${message}`);
    });

  runs
    .command('retry <run>')
    .description('Try a failed or cancelled run again, as its next attempt.')
    .option('--json', 'one JSON document')
    .action(async (run: string, _: object, command: Command) => {
      const { ops } = await context.database();
      const next = await retryRun({ db: ops, clock: context.clock }, run);
      if (asJson(command)) printJson({ run: next, retries: run });
      else console.log(`run ${next} will be taken up by the worker`);
    });

  runs
    .command('cancel <run>')
    .description('Cancel a run that is not over; what it has done stays.')
    .option('--json', 'one JSON document')
    .action(async (run: string, _: object, command: Command) => {
      const { ops } = await context.database();
      await cancelRun({ db: ops, clock: context.clock }, run);
      if (asJson(command)) printJson({ run, status: 'cancelled' });
      else console.log(`run ${run} is cancelled`);
    });

  for (const [name, act, done, description] of [
    ['pause', pauseRun, 'paused', 'Stop a run between two steps; what it has done stays.'],
    ['resume', resumeRun, 'open', 'Let a paused run go on from where it stands.'],
  ] as const)
    runs
      .command(`${name} <run>`)
      .description(description)
      .option('--json', 'one JSON document')
      .action(async (run: string, _: object, command: Command) => {
        const { ops } = await context.database();
        await act({ db: ops, clock: context.clock }, run);
        if (asJson(command)) printJson({ run, status: done });
        else
          console.log(
            name === 'pause' ? `run ${run} is paused` : `run ${run} will be taken up by the worker`,
          );
      });

  runs
    .command('schedules')
    .description('List what starts by itself, and when it last did. Times are UTC.')
    .option('--json', 'one JSON object per line')
    .action(async (_: object, command: Command) => {
      const { ops } = await context.database();
      await ensureSchedules(ops);
      const rows = (await listSchedules(ops)).map(({ last_fired_at, ...row }) => ({
        ...row,
        lastFired: last_fired_at?.toISOString() ?? null,
      }));
      printRows(rows, { json: asJson(command) });
    });
};
