import { InvalidArgumentError, Option } from 'commander';
import { CONTRACTS, KINDS, PRECISIONS } from '../game/offer.ts';
import { listOffers } from '../ingest/offers/list.ts';
import type { OfferFilter } from '../ingest/offers/list.ts';
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

/** `joka offers`: what the feeds, windows and recruiters offer; never a contact. */
export const register: Register = (program, context) => {
  program
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
};
