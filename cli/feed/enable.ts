import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { JokaError } from '../../game/errors.ts';
import { ensureSource, readSource } from '../../ingest/feeds/runs.ts';
import { OFFICIAL_SOURCES, officialSource } from '../../ingest/feeds/sources.ts';
import { feedOf } from '../../ingest/feeds/start-steps.ts';
import { setPaused, switchOn } from '../../ingest/feeds/switch.ts';
import { departmentOf } from '../../ingest/places/gazetteer.ts';
import type { CliContext } from '../context.ts';
import { runFeed } from '../ingest/run.ts';
import { printJson } from '../output.ts';
import { asJson } from './json.ts';

type EnableOptions = { department?: string[]; url?: string; tokenUrl?: string };
type RunOptions = { since?: string; wait: boolean };

const instant = (text: string): string => {
  const ms = Date.parse(text);
  if (!Number.isFinite(ms)) throw new InvalidArgumentError('A date, such as 2026-11-01.');
  return new Date(ms).toISOString();
};

/** The departments of the instance's real territories. */
const ownDepartments = async (context: CliContext): Promise<string[]> => {
  const { offers } = await context.database();
  const territories = await offers
    .selectFrom('offers.territories')
    .select('communes')
    .where('invented', '=', false)
    .execute();
  return [
    ...new Set(territories.flatMap(({ communes }) => communes.map((code) => departmentOf(code)))),
  ].toSorted();
};

const enable = async (
  context: CliContext,
  id: string,
  options: EnableOptions,
  json: boolean,
): Promise<void> => {
  const official = officialSource(id);
  if (official === null) throw new JokaError('FEED_SOURCE_UNKNOWN', { source: id });
  const db = await context.database();
  const departments = options.department ?? (official.byDepartment ? await ownDepartments(context) : []);
  await ensureSource(db.offers, official.source);
  const origin = {
    connector: official.connector,
    url: options.url ?? official.url,
    ...(options.tokenUrl === undefined ? {} : { tokenUrl: options.tokenUrl }),
    ...(departments.length === 0 ? {} : { departments }),
  };
  await switchOn(db, id, origin, official.schedules);
  const config = context.config();
  const missing = official.needs.filter((name) => config[name as keyof typeof config] === null);
  if (json) printJson({ source: id, origin, schedules: official.schedules, missing });
  else {
    const when = Object.entries(official.schedules).map(([mode, cron]) => `${mode} "${cron}"`);
    console.log(`${id} is read by itself: ${when.join(', ')} (UTC)`);
    if (departments.length > 0) console.log(`departments: ${departments.join(' ')}`);
    if (missing.length > 0) console.log(`still missing: ${missing.join(', ')}, from ${official.from}`);
  }
};

/** `joka feed enable | run | pause | resume`: sources that are read by themselves. */
export const registerEnable = (feed: Command, context: CliContext): void => {
  feed
    .command('enable <source>')
    .description(
      `Read an official source by itself: ${OFFICIAL_SOURCES.map(({ source }) => source.id).join(', ')}.`,
    )
    .option('--department <code...>', 'sweep these; default: those of the instance’s territories')
    .option('--url <url>', 'another base address')
    .option('--token-url <url>', 'another address of the token service')
    .option('--json', 'one JSON document')
    .action((id: string, options: EnableOptions, command: Command) =>
      enable(context, id, options, asJson(command)),
    );
  feed
    .command('run <source>')
    .description('One run of a source that is switched on, now; with --since, what was created since then.')
    .option('--since <date>', 'a fast pass from this date on: a backfill', instant)
    .option('--no-wait', 'leave the work to the worker and come back at once')
    .option('--json', 'one JSON document')
    .action(async (id: string, options: RunOptions, command: Command) => {
      const { offers } = await context.database();
      const source = await readSource(offers, id);
      const origin = await feedOf(offers, id);
      if (origin === null)
        throw new JokaError('FEED_SOURCE_UNKNOWN', { source: `${id} that is switched on` });
      const { since } = options;
      await runFeed(
        context,
        source,
        since === undefined ? { ...origin, mode: 'full' } : { ...origin, mode: 'fast', since },
        { wait: options.wait, json: asJson(command) },
      );
    });
  for (const [name, paused, about] of [
    ['pause', true, 'Leave a source alone until it is resumed.'],
    ['resume', false, 'Read a paused source by itself again.'],
  ] as const)
    feed
      .command(`${name} <source>`)
      .description(about)
      .option('--json', 'one JSON document')
      .action(async (id: string, _: object, command: Command) => {
        const { ops } = await context.database();
        const schedules = await setPaused(ops, id, paused);
        if (schedules === 0)
          throw new JokaError('FEED_SOURCE_UNKNOWN', { source: `${id} that is switched on` });
        if (asJson(command)) printJson({ source: id, paused, schedules });
        else console.log(`${id} is ${paused ? 'paused' : 'read by itself again'}`);
      });
};
