import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { JokaError } from '../../game/errors.ts';
import type { Duck } from '../../infra/duckdb/duck.ts';
import type { CohortParameters } from '../cohorts/parameters.ts';
import type { Departure, Plan } from '../cohorts/plan.ts';
import { ANALYTICS_VERSION } from '../deps.ts';
import type { Grain } from '../metrics/units.ts';
import type { PointParameters } from '../traces/points/parameters.ts';
import { makeFlow, type FlowStage } from './flow.ts';
import { digestInputs } from './manifest.ts';
import { reportHtml } from './report/html.ts';
import type { Section } from './report/section.ts';
import { say, type ReportLanguage } from './report/words.ts';
import { flowSection, inputSections } from './sections/inputs.ts';
import { groupSection, measureSections } from './sections/measures.ts';
import { makeProfiles } from './sections/profiles.ts';
import { rallyOutcomeSection, rallySection } from './sections/rallies.ts';
import { makeSurvival } from './sections/survival.ts';
import { tieSection } from './sections/ties.ts';
import { makeMeasures } from './steps/measures.ts';
import { makePanelTable } from './steps/panel.ts';
import { makeSpells } from './steps/spells.ts';
import { makeLabTies } from './steps/ties.ts';
import { makeTraces } from './steps/traces.ts';
import { makeWork } from './steps/work.ts';
import type { Say, Study } from './study.ts';
import { codebookCsv } from './write/codebook.ts';
import type { OutputTable } from './write/columns.ts';
import { openDo, openPy, openR } from './write/scripts.ts';
import { writeTable, type OutputFormat } from './write/write-table.ts';

/** Everything a run is asked for. */
export type LabRequest = {
  readonly study: Study;
  readonly lang: ReportLanguage;
  readonly plan: Plan | null;
  readonly departures: readonly Departure[];
  readonly cohort: CohortParameters;
  readonly points: Partial<PointParameters>;
  readonly measures: readonly string[] | undefined;
  readonly grains: readonly Grain[];
  readonly seed: string;
  /** Which parts are made: `report` makes all that the tables allow. */
  readonly parts: ReadonlySet<LabPart>;
};

export type LabPart = 'measures' | 'ties' | 'panel' | 'survival' | 'spells' | 'report';

/** What a run made, before it is written. */
export type LabResult = {
  readonly tables: readonly OutputTable[];
  readonly sections: readonly Section[];
  readonly flow: readonly FlowStage[];
  readonly quality: unknown;
};

const EMPTY_PERSONS = `CREATE OR REPLACE TEMP TABLE persons AS SELECT NULL::VARCHAR AS person, NULL::VARCHAR AS grp, NULL::DOUBLE AS weight,
  NULL::DATE AS entry_day, NULL::DATE AS exit_day, NULL::DATE AS rally_day WHERE false`;

/** Midnight of the Monday before everything that was seen, on the study's clocks. Milliseconds since 1970. */
const originOf = async (duck: Duck, study: Study): Promise<number> => {
  const parts = [
    ...(study.has.has('points') ? ["SELECT DATE '1970-01-01' + min(day_ix) AS d FROM days"] : []),
    ...(study.has.has('spells') ? ['SELECT min(begin_day) AS d FROM spells'] : []),
  ];
  if (parts.length === 0) return 0;
  const [row] = await duck.rows<{ ms: bigint }>(
    `SELECT epoch_ms(date_trunc('week', min(d))::TIMESTAMP) AS ms FROM (${parts.join(' UNION ALL ')})`,
  );
  return Number(row?.ms ?? 0n);
};

/** Computes what was asked from a study read: every table in DuckDB, every section of the report. */
export const runLab = async (
  duck: Duck,
  request: LabRequest,
  progress: Say = () => {},
): Promise<LabResult> => {
  const { study, lang, cohort, seed, parts } = request;
  const tables: OutputTable[] = [];
  const sections: Section[] = inputSections(lang, study, request.plan, request.departures);
  const asks = (part: LabPart): boolean => parts.has(part) || parts.has('report');
  const has = (name: 'points' | 'contacts' | 'persons' | 'spells' | 'events'): boolean => study.has.has(name);
  if (!has('persons')) await duck.run(EMPTY_PERSONS);
  let quality: unknown = null;
  let weekly: OutputTable | null = null;
  if (has('points')) {
    progress('finding stays and places');
    const found = await makeTraces(duck, study.zone, request.points, (done, all) =>
      progress(`finding stays and places ${Math.round((100 * done) / all)} %`),
    );
    quality = found;
    progress('finding stays and places', found.read);
    for (const grain of new Set<Grain>(['week', ...request.grains])) {
      progress(`measures by ${grain}`);
      const made = await makeMeasures(duck, grain, study.zone, request.measures, has('persons'));
      if (grain === 'week') weekly = made;
      if (parts.has('measures') || parts.has('report')) tables.push(made);
    }
  }
  if (has('spells')) {
    await makeWork(duck, 'week', cohort.stableStatuses);
    await duck.run('CREATE OR REPLACE TEMP TABLE work_week AS FROM work');
    await makeWork(duck, cohort.window, cohort.stableStatuses);
  }
  if (has('contacts') && (asks('ties') || asks('panel'))) {
    progress('ties');
    tables.push(await makeLabTies(duck));
  }
  const flow = await makeFlow(duck, study, cohort.minDays);
  sections.push(flowSection(lang, flow));
  const panel = weekly !== null || has('spells') || has('contacts');
  if (panel) {
    progress('person-period panel');
    const table = await makePanelTable(duck, weekly, { work: has('spells'), contacts: has('contacts') });
    const known = new Set(table.columns.map(({ name }) => name));
    for (const name of [...cohort.covariates, ...(weekly === null ? [] : [cohort.mobilityMeasure])])
      if (!known.has(name))
        throw new JokaError('LAB_FLAG_INVALID', {
          flag: '--set',
          value: name,
          expected: 'columns of person_period (joka lab catalogue)',
        });
    if (asks('panel')) tables.push(table);
    if (parts.has('report')) {
      progress('describing');
      sections.push(...(await measureSections(duck, lang, table.columns, seed)));
      const groups = await groupSection(duck, lang, table.columns);
      if (groups !== null) sections.push(groups);
    }
  }
  let profiles = false;
  if (weekly !== null && has('spells') && asks('panel')) {
    progress('profiles');
    const made = await makeProfiles(duck, lang, cohort, seed);
    profiles = made !== null;
    if (made !== null) {
      tables.push(made.table);
      sections.push(...made.sections);
    }
  }
  if (has('events') && asks('survival')) {
    progress('survival');
    const made = await makeSurvival(duck, lang, cohort, { points: has('points'), panel });
    if (made !== null) {
      tables.push(made.table);
      sections.push(...made.sections);
      if (has('contacts')) {
        const ties = await tieSection(duck, lang, cohort, made.event, seed);
        if (ties !== null) sections.push(ties);
      }
    }
  }
  if (weekly !== null && has('persons') && parts.has('report')) {
    const rallies = await rallySection(duck, lang, cohort, seed);
    if (rallies !== null) sections.push(rallies);
    if (has('events')) {
      const outcome = await rallyOutcomeSection(duck, lang, cohort, has('points'));
      if (outcome !== null) sections.push(outcome);
    }
  }
  if (asks('spells') && (has('points') || has('spells'))) {
    progress('spells');
    tables.push(
      await makeSpells(duck, await originOf(duck, study), {
        places: has('points'),
        work: has('spells'),
        profiles,
      }),
    );
  }
  sections.push({
    title: say(lang, 'reproducible'),
    sentences: [say(lang, 'reproducibleSentence', { version: ANALYTICS_VERSION, seed })],
  });
  return { tables, sections, flow, quality };
};

/**
 * Writes what a run made: tables in each format, codebook, flow, manifest, opening scripts, and the report when asked.
 * Nothing in these files depends on the order of rows, on files' names, on threads or on the day.
 */
export const writeLab = async (
  duck: Duck,
  request: LabRequest,
  result: LabResult,
  folder: string,
  formats: readonly OutputFormat[],
  progress: Say = () => {},
): Promise<Readonly<Record<string, number>>> => {
  mkdirSync(folder, { recursive: true });
  const rows: Record<string, number> = {};
  for (const table of result.tables) {
    progress(`writing ${table.name}`);
    rows[table.name] = await writeTable(duck, table, folder, formats);
  }
  const put = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
  put('codebook.csv', codebookCsv(result.tables));
  put('flow.json', `${JSON.stringify(result.flow, null, 2)}\n`);
  const { study, cohort, plan, departures, seed } = request;
  const manifest = {
    version: ANALYTICS_VERSION,
    zone: study.zone,
    seed,
    parameters: { cohort, traces: result.quality },
    plan,
    departures,
    guesses: study.guesses.filter(
      ({ about }) => !['delimiter', 'encoding', 'columns', 'format'].includes(about),
    ),
    read: Object.fromEntries(
      Object.entries(study.reports).map(([name, { rows: read, kept, leftOut }]) => [
        name,
        { read, kept, leftOut },
      ]),
    ),
    inputs: await digestInputs(duck, study),
    rows,
  };
  put(
    'manifest.json',
    `${JSON.stringify(manifest, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value), 2)}\n`,
  );
  put('open.R', openR(result.tables));
  put('open.do', openDo(result.tables));
  put('open.py', openPy(result.tables));
  if (request.parts.has('report'))
    put('report.html', reportHtml(say(request.lang, 'title'), request.lang, result.sections));
  return rows;
};
