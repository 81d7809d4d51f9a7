import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { CONTRACTS, KINDS, PRECISIONS } from '../game/offer.ts';
import { decideMerge, listMerges } from '../ingest/offers/duplicates/decide.ts';
import type { MergeList } from '../ingest/offers/duplicates/decide.ts';
import { listOffers } from '../ingest/offers/list.ts';
import type { OfferFilter } from '../ingest/offers/list.ts';
import type { CliContext } from './context.ts';
import { printJson, printRows } from './output.ts';
import type { Register } from './run.ts';

type Options = OfferFilter & { limit?: number; json?: boolean };

const count = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('A whole number from 1 on.');
  return value;
};

const LISTED = 50;

const cut = (text: string | null, length: number): string | null =>
  text === null || text.length <= length ? text : `${text.slice(0, length - 1)}…`;

const registerMerges = (offers: Command, context: CliContext): void => {
  const merges = offers
    .command('merges')
    .description('Pairs of offers that are or may be one, with the reasons; the most certain first.')
    .addOption(
      new Option('--list <list>', 'to review, merged, posted again, or parted by a person')
        .choices(['review', 'merged', 'repost', 'undone'])
        .default('review'),
    )
    .option('--limit <n>', 'at most so many', count, LISTED)
    .option('--json', 'one JSON object per line')
    .action(async (options: { list: MergeList; limit: number }, command: Command) => {
      const { ops } = await context.database();
      const rows = await listMerges(ops, options.list, options.limit);
      if (command.optsWithGlobals<{ json?: true }>().json === true) {
        for (const row of rows) printJson(row);
        return;
      }
      printRows(
        rows.map(({ id, probability, one_title, two_title, one_source, two_source, evidence }) => ({
          id,
          sure: probability.toFixed(3),
          one: cut(`${one_source}: ${one_title}`, 40),
          two: cut(`${two_source}: ${two_title}`, 40),
          why: evidence
            .map(({ feature, level, bits }) => `${feature} ${level} ${bits > 0 ? '+' : ''}${bits}`)
            .join(', '),
        })),
        { empty: 'no such pair' },
      );
    });
  for (const [name, decision, description] of [
    ['accept', 'accepted', 'It is one offer: show it once.'],
    ['undo', 'undone', 'They are two offers: show both, whatever is found later.'],
  ] as const)
    merges
      .command(`${name} <pair>`)
      .description(description)
      .action(async (pair: string) => {
        const { ops } = await context.database();
        await decideMerge(ops, pair, decision, new Date(context.clock.now()));
        console.log(decision === 'accepted' ? 'shown once' : 'both are shown');
      });
};

/** `joka offers`: what the feeds, windows and recruiters offer; never a contact. */
export const register: Register = (program, context) => {
  const offers = program
    .command('offers')
    .description('List offers, newest first.')
    .option('--source <id>', 'only of this source')
    .addOption(
      new Option('--state <state>', 'open, withdrawn, expired, or held for a person')
        .choices(['open', 'withdrawn', 'expired', 'held'])
        .default('open'),
    )
    .option('--territory <code>', 'only of this territory')
    .option('--commune <insee>', 'only of this commune')
    .option('--department <code>', 'only of this department')
    .option('--rome <code>', 'only of this trade')
    .option('--beginner', 'only open to beginners')
    .option('--flag <flag>', 'only with this flag, such as coordinates_swapped')
    .addOption(new Option('--kind <kind>', 'only of this kind').choices(KINDS))
    .addOption(new Option('--contract <kind>', 'only with this contract').choices(CONTRACTS))
    .addOption(new Option('--precision <precision>', 'only known this well').choices(PRECISIONS))
    .option('--limit <n>', `at most so many (default: ${LISTED} as a table, all with --json)`, count)
    .option('--json', 'one JSON object per line, every field with licence and attribution')
    .action(async (options: Options) => {
      const { json, limit, ...filter } = options;
      const db = await context.database();
      const rows = await listOffers(db.offers, filter, limit ?? (json === true ? null : LISTED));
      if (json === true) {
        for (const row of rows) printJson(row);
        return;
      }
      printRows(
        rows.map((row) => ({
          id: row.external_id,
          source: row.source,
          title: cut(row.title, 48),
          employer: cut(row.employer, 24),
          contract: row.contract,
          place: cut(row.place_label, 24),
          precision: row.precision,
          updated: row.updated_at.toISOString().slice(0, 10),
        })),
        { empty: 'no offer' },
      );
    });
  registerMerges(offers, context);
};
