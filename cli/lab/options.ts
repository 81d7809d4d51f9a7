import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { JokaError } from '../../game/errors.ts';
import { readPlan, settleParameters, type Departure, type Plan } from '../../analytics/cohorts/plan.ts';
import type { CohortParameters } from '../../analytics/cohorts/parameters.ts';
import { GRAINS, type Grain } from '../../analytics/metrics/units.ts';
import type { StudyFlags, StudyPaths } from '../../analytics/lab/study.ts';
import { findTables } from '../../analytics/lab/study-folder.ts';
import { TABLE_NAMES } from '../../analytics/lab/tables.ts';
import { OUTPUT_FORMATS, type OutputFormat } from '../../analytics/lab/write/write-table.ts';

/** The options every verb of `joka lab` shares, as commander gives them. */
export type LabOptions = {
  readonly study?: string;
  readonly points?: string[];
  readonly contacts?: string[];
  readonly antennas?: string[];
  readonly persons?: string[];
  readonly spells?: string[];
  readonly events?: string[];
  readonly out?: string;
  readonly key?: string;
  readonly zone?: string;
  readonly times?: string;
  readonly dates?: string;
  readonly crs?: string;
  readonly axes?: string;
  readonly columns?: string;
  readonly format: string;
  readonly lang: string;
  readonly plan?: string;
  readonly set?: string;
  readonly measures?: string;
  readonly grain: string;
  readonly sample?: string;
  readonly seed: string;
  readonly threads: string;
  readonly memory: string;
  readonly explain?: true;
  readonly json?: true;
};

/** Adds the shared options to a verb. */
export const withLabOptions = (command: Command): Command => {
  for (const table of TABLE_NAMES) command.option(`--${table} <paths...>`, `files or folders of ${table}`);
  return command
    .option('--study <folder>', 'folder that holds points, contacts, antennas, persons, spells, events')
    .option('--out <folder>', 'where results go (default: <study or first file>-lab)')
    .option('--key <folder>', 'where the key file and the secret of the pseudonyms lie (default: <out>-key)')
    .option('--zone <zone>', 'time zone whose clocks cut days and weeks: Europe/Paris')
    .option('--times <utc|local>', 'how times without an offset are read')
    .option('--dates <dmy|mdy>', 'order of day and month in 03/04/2026')
    .option('--crs <crs>', 'wgs84, lambert93, utm31n, EPSG:2154')
    .option('--axes <as-named|swapped>', 'whether latitude and longitude are swapped')
    .option('--columns <list>', 'which column is what: person=uid,time=when')
    .option('--format <list>', 'parquet,csv,dta', 'parquet,csv')
    .option('--lang <fr|en>', 'language of the report', 'fr')
    .option('--plan <file>', 'a dated plan that fixes cut points and parameters')
    .option('--set <list>', 'parameters: stabilityCut=0.6;event=first_job;covariates=rg_km,contacts')
    .option('--measures <list>', 'only these measures (joka lab catalogue)')
    .option('--grain <list>', 'periods of the measures: person,month,week,day', 'week')
    .option('--sample <persons>', 'only this many persons, for a quick look')
    .option('--seed <text>', 'seed of every drawn interval', 'joka')
    .option('--threads <n>', 'threads', '2')
    .option('--memory <MB>', 'memory of the computation', '2048')
    .option('--explain', 'print the SQL of the measures and stop')
    .option('--json', 'one JSON document at the end');
};

const oneOf = <T extends string>(
  flag: string,
  value: string | undefined,
  known: readonly T[],
): T | undefined => {
  if (value === undefined) return undefined;
  const found = known.find((one) => one === value);
  if (found === undefined)
    throw new JokaError('LAB_FLAG_INVALID', { flag, value, expected: known.join(', ') });
  return found;
};

const listOf = <T extends string>(flag: string, value: string, known: readonly T[]): T[] =>
  value.split(',').flatMap((one) => oneOf(flag, one.trim(), known) ?? []);

const pairs = (flag: string, text: string | undefined, separator: string): Record<string, string> =>
  Object.fromEntries(
    (text ?? '')
      .split(separator)
      .filter((pair) => pair.trim() !== '')
      .map((pair) => {
        const at = pair.indexOf('=');
        if (at < 1) throw new JokaError('LAB_FLAG_INVALID', { flag, value: pair, expected: 'name=value' });
        return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
      }),
  );

const number = (flag: string, text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0)
    throw new JokaError('LAB_FLAG_INVALID', { flag, value: text, expected: 'a number above 0' });
  return value;
};

/** What `--set` says, as parameters: numbers, lists by commas, texts. */
const asked = (text: string | undefined): Partial<CohortParameters> => {
  const lists = new Set(['stableStatuses', 'covariates']);
  return Object.fromEntries(
    Object.entries(pairs('--set', text, ';')).map(([name, value]) => [
      name,
      lists.has(name)
        ? value.split(',')
        : value !== '' && Number.isFinite(Number(value))
          ? Number(value)
          : value,
    ]),
  );
};

/** What the options ask for, checked. */
export type LabAsked = {
  readonly paths: StudyPaths;
  readonly flags: StudyFlags;
  readonly out: string;
  readonly key: string;
  readonly formats: readonly OutputFormat[];
  readonly grains: readonly Grain[];
  readonly lang: 'fr' | 'en';
  readonly plan: Plan | null;
  readonly cohort: CohortParameters;
  readonly departures: readonly Departure[];
  readonly measures: readonly string[] | undefined;
  readonly threads: number;
  readonly memoryMb: number;
};

/** @throws JokaError LAB_FLAG_INVALID, LAB_PLAN_INVALID, LAB_FILE_MISSING */
export const readOptions = (options: LabOptions): LabAsked => {
  const given = Object.fromEntries(
    TABLE_NAMES.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
  ) as StudyPaths;
  const paths = { ...(options.study === undefined ? {} : findTables(options.study)), ...given };
  const first = options.study ?? Object.values(paths)[0]?.[0] ?? 'study';
  const out = path.resolve(options.out ?? `${first.replace(/[/\\]$/, '').replace(/\.[a-z.]+$/i, '')}-lab`);
  const plan = options.plan === undefined ? null : readPlan(readFileSync(options.plan, 'utf8'), options.plan);
  const settled = settleParameters(plan, asked(options.set));
  return {
    paths,
    flags: {
      zone: options.zone,
      times: oneOf('--times', options.times, ['utc', 'local']),
      dates: oneOf('--dates', options.dates, ['dmy', 'mdy']),
      crs: options.crs,
      axes: oneOf('--axes', options.axes, ['as-named', 'swapped']),
      columns: pairs('--columns', options.columns, ','),
      sample: options.sample === undefined ? undefined : number('--sample', options.sample),
    },
    out,
    key: path.resolve(options.key ?? `${out}-key`),
    formats: listOf('--format', options.format, OUTPUT_FORMATS),
    grains: listOf('--grain', options.grain, GRAINS),
    lang: oneOf('--lang', options.lang, ['fr', 'en']) ?? 'fr',
    plan,
    cohort: settled.parameters,
    departures: settled.departures,
    measures: options.measures?.split(',').map((name) => name.trim()),
    threads: number('--threads', options.threads),
    memoryMb: number('--memory', options.memory),
  };
};
