import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { JokaError } from '../../game/errors.ts';
import { tryFile } from '../../ingest/feeds/try-file.ts';
import type { TriedFile } from '../../ingest/feeds/try-file.ts';
import { printJson, printRows } from '../output.ts';
import { asJson } from './json.ts';

const ABOUT = {
  id: 'file',
  source: { origin: 'partner', licence: 'to be stated', attribution: 'to be stated' },
} as const;

const cut = (text: string | null, length: number): string | null =>
  text === null || text.length <= length ? text : `${text.slice(0, length - 1)}…`;

const print = (tried: TriedFile): void => {
  const fieldOf = new Map(Object.entries(tried.fields).map(([field, header]) => [header, field]));
  console.log('columns:');
  printRows(
    tried.columns.map(({ header, cells }) => ({
      column: header,
      field: fieldOf.get(header) ?? '(not read)',
      'first cell': cut(cells.find((cell) => cell.trim() !== '')?.replaceAll(/\s+/g, ' ') ?? null, 40),
    })),
    {},
  );
  if (tried.missing.length > 0) {
    console.log(`\nno column was recognised for: ${tried.missing.join(', ')}`);
    return;
  }
  console.log(`\n${tried.accepted} of ${tried.rows} rows as offers; the first ${tried.offers.length}:`);
  printRows(
    tried.offers.map((offer) => ({
      id: offer.externalId,
      title: cut(offer.title, 40),
      employer: cut(offer.employer, 24),
      contract: offer.contract,
      place: cut(offer.place.label ?? offer.place.postalCode, 24),
      contact: offer.contact === null ? 'none' : 'kept apart',
    })),
    { empty: 'none' },
  );
  if (tried.refused.length > 0) {
    console.log('\nrefused:');
    for (const { row, reason, remedy } of tried.refused) console.log(`row ${row}: ${reason} ${remedy}`);
  }
};

/** `joka feed try <file.csv>`: what an unknown table would become; nothing is kept. */
export const registerTry = (feed: Command): void => {
  feed
    .command('try <file>')
    .description('Propose a mapping for a CSV and show what it would become; nothing is kept.')
    .option(
      '--write <mapping.json>',
      'write the proposed mapping, for: joka ingest mapped <mapping.json> <file>',
    )
    .option('--json', 'one JSON document')
    .action(async (file: string, options: { write?: string }, command: Command) => {
      const bytes = await readFile(file).catch((cause: unknown) => {
        throw new JokaError('FEED_ORIGIN_UNREADABLE', { origin: file, reason: 'ENOENT' }, cause);
      });
      const name = path.basename(file);
      const tried = await tryFile(name, bytes, { fields: null, source: { ...ABOUT, name }, admit: null });
      if (options.write !== undefined && tried.mapping !== null)
        await writeFile(options.write, `${JSON.stringify(tried.mapping, null, 2)}\n`);
      if (asJson(command)) printJson(tried);
      else print(tried);
      if (tried.accepted === 0) process.exitCode = 1;
    });
};
