import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { Source } from '../../ingest/offers/draft.ts';

/** Options that every kind of feed takes. */
export type CommonOptions = {
  source?: string;
  name?: string;
  licence?: string;
  attribution?: string;
  origin?: 'public' | 'partner';
  holdAbove?: number;
  partial?: boolean;
  wait: boolean;
  json?: boolean;
};

const share = (text: string): number => {
  const value = Number(text);
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError('A number from 0 to 1.');
  return value;
};

const sourceId = (text: string): string => {
  if (!/^[a-z0-9-]{1,40}$/.test(text))
    throw new InvalidArgumentError('Lower-case letters, digits and hyphens, at most 40.');
  return text;
};

/** Adds them to a command; `id` is the source's default. */
export const withCommonOptions = (command: Command, id: string | null): Command =>
  command
    .addOption(
      id === null
        ? new Option(
            '--source <id>',
            'id under which the offers are kept (default: the mapping’s)',
          ).argParser(sourceId)
        : new Option('--source <id>', 'id under which the offers are kept').default(id).argParser(sourceId),
    )
    .option('--name <name>', 'name of a new source')
    .option('--licence <text>', 'licence of a new source')
    .option('--attribution <text>', 'words shown with every offer of a new source')
    .addOption(new Option('--origin <origin>', 'who publishes a new source').choices(['public', 'partner']))
    .option(
      '--hold-above <share>',
      'share of vanished offers that a person must confirm (default: 0.2)',
      share,
    )
    .option('--partial', 'this is not all the source has: nothing is withdrawn')
    .option('--no-wait', 'leave the work to the worker and come back at once')
    .option('--json', 'one JSON document at the end');

/** The source as it is known, or as the options make it. */
export const sourceOf = (id: string, options: CommonOptions, known: Omit<Source, 'id'> | null): Source => {
  const name = options.name ?? known?.name ?? id;
  return {
    id,
    name,
    origin: options.origin ?? known?.origin ?? 'public',
    licence: options.licence ?? known?.licence ?? 'unknown: not for reuse',
    attribution: options.attribution ?? known?.attribution ?? `Source : ${name}`,
  };
};
