import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Duck } from '../../infra/duckdb/duck.ts';
import type { Json } from '../../infra/pipeline.ts';
import { ANALYTICS_VERSION, type StudyDeps } from '../deps.ts';
import { loadColumns } from '../load-columns.ts';
import { PANEL_METRICS } from '../metrics/index.ts';
import type { WeeksSpan } from '../panel.ts';
import { latestRun, sortedJson, type Run } from '../runs.ts';
import type { Territory } from '../territories.ts';
import { TRACE_PARAMETERS } from '../traces/parameters.ts';
import { dropParts, partRelation, writeParts, type Parts } from './parts.ts';
import { changedWeeks, makePrints, PRINTS } from './prints.ts';

export type Person = { person: string; entry_week: string };

/** Who consents now in a territory, and the week of their consent on its clocks. */
export const consentingPersons = async (
  db: StudyDeps['db'],
  territory: string,
  zone: string,
): Promise<Person[]> => {
  const { rows } = await sql<Person>`
    SELECT person, to_char(research_since AT TIME ZONE ${zone}, 'IYYY"-W"IW') AS entry_week
    FROM vault.study_persons_in(${territory}) ORDER BY person`.execute(db.study);
  return rows;
};

/** Figures of weeks that came with the files of loggers, of who consents now. */
const loggerWeeks = async (
  db: StudyDeps['db'],
  territory: string,
): Promise<{ person: string; week: string; rg_km: number }[]> => {
  const { rows } = await sql<{ person: string; week: string; rg_km: number }>`
    SELECT w.person, w.week, w.rg_km FROM study.logger_weeks w
         JOIN vault.study_persons_in(${territory}) p ON p.person = w.person ORDER BY 1, 2`.execute(db.study);
  return rows;
};

/** What a night will do: hashes and counts only. Everything else of it is in its parts. */
export type NightPlan = {
  /** Keys of `persons (person, entry_week, touched)`, `prints`, `files (lake_table, key)`, `logger_weeks`. */
  readonly parts: Parts;
  readonly span: WeeksSpan | null;
  /** The night that untouched persons are taken from; null when everybody is touched. */
  readonly previous: string | null;
  /** The object of that night that says which dwells it did not keep. */
  readonly leftOut: string | null;
  readonly touched: number;
  readonly persons: number;
  /** Tasks of the steps that fan out: top bits of the pseudonym, groups of cells. */
  readonly bits: number;
  readonly groups: number;
  readonly inputs: Json;
};

/** What makes earlier results incomparable with today's when it differs. */
export const settings = (territory: Territory, span: WeeksSpan | null): Json => ({
  version: ANALYTICS_VERSION,
  zone: territory.zone,
  span,
  traces: { ...TRACE_PARAMETERS },
  measures: [...PANEL_METRICS],
});

const sameSettings = (run: Run, now: Json): boolean => {
  const { quality: _, ...before } = run.parameters as Readonly<Record<string, Json>>;
  return sortedJson(before) === sortedJson(now);
};

/** Dwells that one task takes at most, roughly: what a DuckDB of 1 GB cleans without spilling. */
const ROWS_PER_TASK = 1_000_000;
const MOST_BITS = 6;

const spanOf = async (duck: Duck): Promise<WeeksSpan | null> => {
  const [row] = await duck.rows<{ first: string | null; last: string | null }>(
    `SELECT min(week) AS first, max(week) AS last FROM prints WHERE week <> ''`,
  );
  return row?.first == null || row.last === null ? null : { from: row.first, to: row.last };
};

/** Table `plan_persons`; who has other dwells, or another entry, than the night before, is touched. */
const touch = async (duck: Duck, before: string | null): Promise<void> => {
  const changed =
    before === null
      ? 'SELECT person FROM persons'
      : `SELECT person FROM ((SELECT * FROM prints EXCEPT SELECT * FROM ${before})
           UNION ALL (SELECT * FROM ${before} EXCEPT SELECT * FROM prints))`;
  await duck.run(`CREATE OR REPLACE TEMP TABLE plan_persons AS
    SELECT p.person, p.entry_week, p.person IN (${changed}) AS touched FROM persons p`);
};

export type PlanOptions = { readonly full?: boolean; readonly rowsPerTask?: number };

/**
 * Finds which persons a night has to compute: those whose dwells in the lake, or whose entry, are not what the night
 * before computed. Everybody when there is no such night or it was made otherwise: other version, parameters, measures,
 * zone or span of weeks, since a new week is a new row of everybody's panel.
 */
export const planNight = async (
  deps: StudyDeps,
  territory: Territory,
  { full = false, rowsPerTask = ROWS_PER_TASK }: PlanOptions = {},
): Promise<NightPlan> => {
  await dropParts(deps, territory.code);
  const persons = await consentingPersons(deps.db, territory.code, territory.zone);
  const { inputs } = await deps.lake.snapshot(['fixes', 'interactions']);
  const run = await latestRun(deps.db, 'study-night', territory.code);
  const known = run !== null && 'inputs_by_person' in run.outputs && !full ? run : null;
  const duck = await deps.openDuck();
  try {
    await loadColumns(duck, 'persons', {
      person: { type: 'UUID', values: persons.map((row) => row.person) },
      entry_week: { type: 'VARCHAR', values: persons.map((row) => row.entry_week) },
    });
    const weeks = await loggerWeeks(deps.db, territory.code);
    await loadColumns(duck, 'logger_weeks', {
      person: { type: 'UUID', values: weeks.map((row) => row.person) },
      week: { type: 'VARCHAR', values: weeks.map((row) => row.week) },
      rg_km: { type: 'DOUBLE', values: weeks.map((row) => row.rg_km) },
    });
    const before = await partRelation(
      deps,
      known === null ? [] : [known.outputs['inputs_by_person']?.key ?? ''],
      PRINTS.empty,
    );
    const keys = inputs.map(({ key }) => key);
    await makePrints(
      deps,
      duck,
      keys,
      known === null ? null : { relation: before, weeks: changedWeeks(known, keys) },
    );
    const span = await spanOf(duck);
    const previous = known !== null && sameSettings(known, settings(territory, span)) ? known : null;
    await touch(duck, previous === null ? null : before);
    await loadColumns(duck, 'plan_files', {
      lake_table: { type: 'VARCHAR', values: keys.map((key) => key.split('/')[1] ?? '') },
      key: { type: 'VARCHAR', values: keys },
    });
    const [work] = await duck.rows<{ touched: bigint; rows: bigint }>(
      `SELECT count(DISTINCT person) AS touched, coalesce(sum(n), 0)::BIGINT AS rows
       FROM plan_persons LEFT JOIN prints USING (person) WHERE touched`,
    );
    const tasks = Math.max(1, Number(work?.rows ?? 0n) / rowsPerTask);
    const bits = Math.min(MOST_BITS, Math.ceil(Math.log2(tasks)));
    const parts = await writeParts(deps, duck, territory.code, null, {
      persons: 'SELECT person, entry_week, touched FROM plan_persons ORDER BY person',
      prints: `SELECT * FROM prints ORDER BY ${PRINTS.order}`,
      files: 'SELECT lake_table, key FROM plan_files ORDER BY key',
      logger_weeks: 'SELECT person, week, rg_km FROM logger_weeks ORDER BY person, week',
    });
    const who = createHash('sha256').update(JSON.stringify(persons)).digest('hex');
    return {
      parts: parts ?? {},
      span,
      previous: previous?.id ?? null,
      leftOut: previous?.outputs['left_out']?.key ?? null,
      touched: Number(work?.touched ?? 0n),
      persons: persons.length,
      bits,
      groups: 2 ** bits,
      inputs: [...inputs.map((input) => ({ ...input })), { key: `persons/${who}`, rows: persons.length }],
    };
  } finally {
    duck.close();
  }
};
