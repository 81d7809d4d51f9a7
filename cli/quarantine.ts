import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { dropQuarantine, listQuarantine, retryQuarantine } from '../workflows/quarantine.ts';
import type { QuarantineFilter } from '../workflows/quarantine.ts';
import { drainFeeds } from './drain.ts';
import { printJson, printRows } from './output.ts';
import type { Register } from './run.ts';

type Options = Omit<QuarantineFilter, 'ids'> & { all?: boolean; limit: number; json?: boolean };

const count = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('A whole number from 1 on.');
  return value;
};

const uuid = (text: string, before: string[] | undefined): string[] => {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
    throw new InvalidArgumentError('The id of a line, as `joka quarantine` prints it.');
  return [...(before ?? []), text];
};

const filters = (command: Command): Command =>
  command
    .addOption(
      new Option('--entry <entry>', 'where it came in').choices(['feed', 'photo', 'batch', 'form', 'file']),
    )
    .option('--source <id>', 'only of this source')
    .option('--code <code>', 'only with this reason');

/** `ids`, or everything the filters leave when `--all` is said. */
const chosen = (command: Command, ids: readonly string[], options: Options): QuarantineFilter => {
  if (ids.length === 0 && options.all !== true)
    command.error('error: name the lines to take, or say --all', { exitCode: 2 });
  const { entry, source, code } = options;
  return {
    ...(ids.length > 0 ? { ids } : {}),
    ...(entry === undefined ? {} : { entry }),
    ...(source === undefined ? {} : { source }),
    ...(code === undefined ? {} : { code }),
  };
};

/** `joka quarantine`: what could not be taken in, why, and trying it again. */
export const register: Register = (program, context) => {
  const quarantine = filters(
    program
      .command('quarantine')
      .description('List what could not be taken in: where, why, and what to do.')
      .addOption(
        new Option('--state <state>', 'held, retried, released or dropped')
          .choices(['held', 'retried', 'released', 'dropped'])
          .default('held'),
      ),
  )
    .option('--limit <n>', 'at most so many', count, 200)
    .option('--json', 'one JSON object per line')
    .action(async (options: Options) => {
      const { ops } = await context.database();
      const { json, limit, ...filter } = options;
      const rows = await listQuarantine(ops, filter, limit);
      if (json === true) {
        for (const row of rows) printJson(row);
        return;
      }
      printRows(
        rows.map((row) => ({
          id: row.id,
          entry: row.entry,
          source: row.source,
          code: row.code,
          tries: row.tries,
          place: row.place,
        })),
        { empty: 'nothing is set aside' },
      );
      const remedies = new Map(rows.map((row) => [row.code, row.remedy]));
      for (const [code, remedy] of remedies) console.log(`\n${code}: ${remedy}`);
    });

  filters(
    quarantine
      .command('retry')
      .argument('[id...]', 'lines to read again', uuid)
      .description('Read held lines again from what was kept, with the program as it is now.'),
  )
    .option('--all', 'every held line the filters leave')
    .option('--json', 'one JSON document')
    .action(async (ids: string[] | undefined, _: object, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const filter = chosen(command, ids ?? [], options);
      const { ops } = await context.database();
      const asked = await retryQuarantine(ops, filter, new Date(context.clock.now()));
      const by = asked === 0 ? 'here' : await drainFeeds(context);
      const left = await listQuarantine(ops, { ...filter, state: 'held' }, 10_000);
      if (options.json === true) printJson({ asked, by, stillHeld: left.length });
      else if (asked === 0) console.log('nothing held that can be read again');
      else if (by === 'worker') console.log(`given to the worker: ${asked}; see: joka quarantine`);
      else console.log(`read again: ${asked}, still held: ${left.length}`);
    });

  filters(
    quarantine
      .command('drop')
      .argument('[id...]', 'lines to let go', uuid)
      .description('Let held lines go; they stay listed with --state dropped.'),
  )
    .option('--all', 'every held line the filters leave')
    .option('--json', 'one JSON document')
    .action(async (ids: string[] | undefined, _: object, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const { ops } = await context.database();
      const dropped = await dropQuarantine(
        ops,
        chosen(command, ids ?? [], options),
        new Date(context.clock.now()),
      );
      if (options.json === true) printJson({ dropped });
      else console.log(`dropped: ${dropped}`);
    });
};
