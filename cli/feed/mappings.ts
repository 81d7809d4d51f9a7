import type { Command } from 'commander';
import { mappings } from '../../ingest/feeds/mapped/catalogue.ts';
import { printJson, printRows } from '../output.ts';
import { asJson } from './json.ts';

/** `joka feed mappings`: the feeds that are read by a file rather than by code. */
export const registerMappings = (feed: Command): void => {
  feed
    .command('mappings')
    .description('Mappings that come with Joka, for: joka ingest mapped <mapping> <target>.')
    .option('--json', 'one JSON object per line, whole')
    .action((_: object, command: Command) => {
      if (asJson(command)) {
        for (const mapping of mappings()) printJson(mapping);
        return;
      }
      printRows(
        mappings().map(({ id, name, format, version, verified }) => ({
          mapping: id,
          name,
          format,
          version,
          state: verified ? 'tried on a real sample' : 'unverified',
        })),
        {},
      );
    });
};
