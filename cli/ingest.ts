import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { JokaError } from '../game/errors.ts';
import type { FeedOrigin } from '../ingest/feeds/connector.ts';
import { franceTravail } from '../ingest/feeds/francetravail/connector.ts';
import { FRANCE_TRAVAIL } from '../ingest/feeds/francetravail/source.ts';
import { ensureSource, startFeedRun } from '../ingest/feeds/runs.ts';
import { precisionShares } from '../ingest/feeds/status.ts';
import type { Source } from '../ingest/offers/draft.ts';
import { drainFeeds } from './drain.ts';
import { followRun } from './feed-progress.ts';
import type { RunView } from './feed-progress.ts';
import { printJson } from './output.ts';
import { createProgress } from './progress.ts';
import type { Register } from './run.ts';

type Options = {
  source: string;
  name?: string;
  licence?: string;
  attribution?: string;
  origin: 'public' | 'partner';
  department?: string[];
  tokenUrl?: string;
  holdAbove?: number;
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

const originOf = async (target: string, options: Options): Promise<FeedOrigin> => {
  const common = {
    connector: franceTravail.id,
    ...(options.holdAbove === undefined ? {} : { holdAbove: options.holdAbove }),
  };
  if (/^https?:\/\//.test(target))
    return {
      ...common,
      url: target,
      ...(options.tokenUrl === undefined ? {} : { tokenUrl: options.tokenUrl }),
      ...(options.department === undefined ? {} : { departments: options.department }),
    };
  const dir = path.resolve(target);
  const found = await stat(dir).catch(() => null);
  if (!found?.isDirectory())
    throw new JokaError('FEED_ORIGIN_UNREADABLE', { origin: dir, reason: found ? 'not a folder' : 'ENOENT' });
  return { ...common, dir };
};

const sourceOf = (options: Options): Source => {
  const known = options.source === FRANCE_TRAVAIL.id ? FRANCE_TRAVAIL : null;
  const name = options.name ?? known?.name ?? options.source;
  return {
    id: options.source,
    name,
    origin: known?.origin ?? options.origin,
    licence: options.licence ?? known?.licence ?? 'unknown: not for reuse',
    attribution: options.attribution ?? known?.attribution ?? `Source : ${name}`,
  };
};

const summary = (view: RunView): string =>
  `${view.source}: ${view.seen} offers seen, ${view.created} created, ${view.updated} updated, ` +
  `${view.unchanged} unchanged, ${view.withdrawn} withdrawn, ${view.quarantined} set aside; ` +
  (view.complete === true ? 'complete' : 'not proven complete, so nothing may be withdrawn');

/** `joka ingest <source kind> <folder|address>`: feeds become offers. */
export const register: Register = (program, context) => {
  const ingest = program.command('ingest').description('Read a feed of job offers into the store.');
  ingest
    .command('francetravail <target>')
    .description('Recorded pages of a folder, or the API "Offres d’emploi v2" by its base address.')
    .addOption(
      new Option('--source <id>', 'id under which the offers are kept')
        .default('francetravail')
        .argParser(sourceId),
    )
    .option('--name <name>', 'name of a new source')
    .option('--licence <text>', 'licence of a new source')
    .option('--attribution <text>', 'words shown with every offer of a new source')
    .addOption(
      new Option('--origin <origin>', 'who publishes a new source')
        .choices(['public', 'partner'])
        .default('public'),
    )
    .option('--department <code...>', 'by HTTP: sweep these departments; default: everything')
    .option('--token-url <url>', 'by HTTP: address of the token service')
    .option(
      '--hold-above <share>',
      'share of vanished offers that a person must confirm (default: 0.2)',
      share,
    )
    .option('--no-wait', 'leave the work to the worker and come back at once')
    .option('--json', 'one JSON document at the end')
    .addHelpText(
      'after',
      '\nExamples:\n  joka ingest francetravail ingest/feeds/francetravail/sample' +
        '\n  joka ingest francetravail https://api.francetravail.io/partenaire/offresdemploi --department 62 59',
    )
    .action(async (target: string, options: Options) => {
      const origin = await originOf(target, options);
      const db = await context.database();
      const source = sourceOf(options);
      await ensureSource(db.offers, source);
      const id = randomUUID();
      await startFeedRun(db, context.clock.now(), {
        id,
        source: source.id,
        mapperVersion: franceTravail.mapperVersion,
        origin,
      });
      if (!options.wait) {
        if (options.json === true) printJson({ id, source: source.id, status: 'running' });
        else console.log(`run ${id} is asked for; see: joka feed status`);
        return;
      }
      const progress = createProgress();
      const drained = drainFeeds(context);
      // a failure of the machinery itself must not leave us watching a run that nobody advances
      const view = await Promise.race([
        followRun(db, id, progress),
        drained.then((by) =>
          by === 'here' ? followRun(db, id, progress) : new Promise<never>(() => undefined),
        ),
      ]);
      await drained;
      progress.end();
      if (view.status === 'failed' || view.status === 'running') process.exitCode = 1;
      const shares = await precisionShares(db.offers, source.id);
      if (options.json === true)
        printJson({ ...view, precision: Object.fromEntries(shares.map((s) => [s.precision, s.offers])) });
      else if (process.exitCode === 1)
        console.error(`failed: ${view.note ?? view.error ?? 'the run was cancelled'}`);
      else {
        console.log(summary(view));
        if (view.note !== null) console.log(`${view.status}: ${view.note}`);
        if (view.status === 'held') console.log(`to let them go: joka feed release ${view.id}`);
        if (view.quarantined > 0) console.log('what was set aside and why: joka quarantine');
        console.log(
          `known to: ${shares.map((s) => `${s.precision} ${s.offers} (${(100 * s.share).toFixed(1)} %)`).join(', ')}`,
        );
      }
    });
};
