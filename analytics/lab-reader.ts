import { sql } from 'kysely';
import { JokaError } from '../game/errors.ts';
import type { Database } from '../infra/db/database.ts';
import type { Duck } from '../infra/duckdb/duck.ts';
import type { ObjectFiles } from '../infra/lake/object-files.ts';
import { cohortFault, type Cohort } from './cohorts/cohort.ts';
import { DISCLOSURE_RULES } from './disclosure/rules.ts';
import { loadColumns } from './load-columns.ts';
import { summarise, type MeasureSummary } from './lab/summary.ts';

import { metricsNamed } from './metrics/compute.ts';
import { ALWAYS_KNOWN, PANEL_METRICS } from './metrics/index.ts';
import { latestRun, type Run } from './runs.ts';

export type { MeasureSummary } from './lab/summary.ts';

/** The doors of `/lab` and of exports. `duck` must be able to read the directory `files` keeps its copies in. */
export type LabDeps = {
  readonly db: Pick<Database, 'study'>;
  readonly files: ObjectFiles;
  readonly duck: Duck;
};

/** Which computation is shown: its manifest row in `study.runs`. */
export type LabRun = { readonly id: string; readonly finishedAt: string; readonly parameters: unknown };

export type LabTable = { readonly run: LabRun; readonly arrow: Uint8Array };
export type LabSummary = {
  readonly run: LabRun;
  /** Persons of the cohort: who consent now in the territory. */
  readonly persons: number;
  readonly summary: readonly MeasureSummary[];
};
/** `arrow`: one row per person, week and mode of observation, columns as in the codebook. */
export type LabMeasures = LabSummary & { readonly arrow: Uint8Array };

/** Tables a cohort can be read as: one row per person and week; per person, week and tie type; per cell. */
export type LabTableName = 'measures' | 'ties' | 'cells';

type Opened = {
  readonly run: Run;
  readonly persons: readonly string[];
  /** `FROM` relation over the cohort's rows of a night's table: only who consents now. */
  rows(table: string): Promise<string>;
};

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
/** The measures a night computed. */
const measuresOf = ({ parameters }: Run): ReadonlySet<string> => {
  const { measures } = parameters as { readonly measures?: readonly string[] };
  return new Set(measures ?? []);
};

const labRun = ({ id, finishedAt, parameters }: Run): LabRun => ({ id, finishedAt, parameters });

/** Every read joins who consents now: a withdrawal counts from the next question on, not from the next night on. */
const open = async (deps: LabDeps, cohort: Cohort): Promise<Opened | null> => {
  const fault = cohortFault(cohort);
  if (fault !== null) throw new JokaError('LAB_COHORT_INVALID', { field: fault });
  const run = await latestRun(deps.db, 'study-night', cohort.territory);
  if (run === null) return null;
  const { rows } = await sql<{ person: string }>`
    SELECT person FROM vault.study_persons_in(${cohort.territory}) ORDER BY person`.execute(deps.db.study);
  const persons = rows.map((row) => row.person);
  // A table rather than text in the query: no error or log may name a person.
  await loadColumns(deps.duck, 'cohort_persons', { person: { type: 'UUID', values: persons } });
  return {
    run,
    persons,
    async rows(table) {
      const output = run.outputs[table];
      const [path = ''] = await deps.files.paths(output === undefined ? [] : [output.key]);
      const weeks = [
        ...(cohort.from === undefined ? [] : [`week >= ${quote(cohort.from)}`]),
        ...(cohort.to === undefined ? [] : [`week <= ${quote(cohort.to)}`]),
      ];
      const mode =
        cohort.observation === undefined || table === 'ties_weeks'
          ? []
          : [`observation = ${quote(cohort.observation)}`];
      const consenting = 'person IN (SELECT person FROM cohort_persons)';
      return `(SELECT * FROM read_parquet(${quote(path)}) WHERE ${[consenting, ...weeks, ...mode].join(' AND ')})`;
    },
  };
};

/** A query over a cohort: the relation of a lab table with types that every format holds, in primary-key order. */
const tableQuery = async (opened: Opened, name: LabTableName): Promise<string> => {
  if (name === 'measures')
    return `SELECT person::VARCHAR AS person, * EXCLUDE (person) FROM ${await opened.rows('panel')}
            ORDER BY person, week, observation`;
  if (name === 'ties')
    return `SELECT person::VARCHAR AS person, * EXCLUDE (person) FROM ${await opened.rows('ties_weeks')}
            ORDER BY person, week, tie_type`;
  return `SELECT cell, count(DISTINCT person)::INTEGER AS persons, sum(stays)::INTEGER AS stays,
                 sum(round(minutes * 60000)::BIGINT)::BIGINT / 60000.0 AS minutes
          FROM ${await opened.rows('cells')} GROUP BY cell
          HAVING count(DISTINCT person) >= ${DISCLOSURE_RULES.minPersons} ORDER BY cell`;
};

/**
 * The SQL of a cohort's table, for whoever writes it in another format with the same `duck`, one question at a time.
 * Null before the first night.
 */
export const labQuery = async (
  deps: LabDeps,
  cohort: Cohort,
  name: LabTableName,
): Promise<{ run: LabRun; query: string } | null> => {
  const opened = await open(deps, cohort);
  if (opened === null) return null;
  return { run: labRun(opened.run), query: await tableQuery(opened, name) };
};

/** A file can go between its listing and its reading, when a night or an erasure just replaced it: asked once more. */
const onceMore = async <T>(ask: () => Promise<T>): Promise<T> => {
  try {
    return await ask();
  } catch (error) {
    const gone =
      error instanceof JokaError &&
      (error.code === 'LAKE_OBJECT_MISSING' || /No files found|No such file/.test(error.message));
    if (gone) return ask();
    throw error;
  }
};

/**
 * A cohort's table as an Arrow IPC stream. Cells of fewer than 11 persons are not in `cells`.
 * @returns null when no night of that territory has been computed yet
 * @throws JokaError LAB_COHORT_INVALID
 */
export const labTable = async (deps: LabDeps, cohort: Cohort, name: LabTableName): Promise<LabTable | null> =>
  onceMore(async () => {
    const found = await labQuery(deps, cohort, name);
    return found === null ? null : { run: found.run, arrow: await deps.duck.arrow(found.query) };
  });

export const labCells = (deps: LabDeps, cohort: Cohort): Promise<LabTable | null> =>
  labTable(deps, cohort, 'cells');
export const labTies = (deps: LabDeps, cohort: Cohort): Promise<LabTable | null> =>
  labTable(deps, cohort, 'ties');

type PersonMean = { measure: string; value: number };
type Missing = { measure: string; reason: string; n: bigint };

/** Each measure in the mode it needs unless the cohort names one; sums over weeks are integers of 1e-9. */
const summaries = async (deps: LabDeps, opened: Opened, cohort: Cohort): Promise<MeasureSummary[]> => {
  const rows = await opened.rows('panel');
  const mode = (continuous: boolean): 'session' | 'logger' =>
    cohort.observation ?? (continuous ? 'logger' : 'session');
  const [covered] = await deps.duck.rows<{ session: number | null; logger: number | null }>(
    `WITH c AS (SELECT person, observation, sum(round(coverage * 1e9)::BIGINT)::BIGINT / count(*) / 1e9 AS c FROM ${rows} GROUP BY ALL)
     SELECT (sum(round(c * 1e9)::BIGINT) FILTER (WHERE observation = 'session'))::BIGINT / 1e9
              / nullif(count(*) FILTER (WHERE observation = 'session'), 0) AS session,
            (sum(round(c * 1e9)::BIGINT) FILTER (WHERE observation = 'logger'))::BIGINT / 1e9
              / nullif(count(*) FILTER (WHERE observation = 'logger'), 0) AS logger FROM c`,
  );
  // A night computed by an older version has fewer measures; the next one has them all.
  const known = measuresOf(opened.run);
  const result: MeasureSummary[] = [];
  for (const metric of metricsNamed(PANEL_METRICS).filter(({ name }) => known.has(name))) {
    const observation = mode(metric.need.mode === 'continuous');
    const from = `(SELECT * FROM ${rows} WHERE observation = '${observation}')`;
    const values = await deps.duck.rows<PersonMean>(
      `SELECT sum(round(${metric.name} * 1e9)::HUGEINT)::DOUBLE / 1e9 / count(${metric.name}) AS value FROM ${from}
       GROUP BY person HAVING count(${metric.name}) > 0 ORDER BY person`,
    );
    const missing = ALWAYS_KNOWN.has(metric.name)
      ? []
      : await deps.duck.rows<Missing>(
          `SELECT ${metric.name}_reason AS reason, count(*) AS n FROM ${from}
           WHERE ${metric.name}_reason IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1`,
        );
    const seed = JSON.stringify([opened.run.id, cohort, metric.name]);
    result.push({
      measure: metric.name,
      unit: metric.unit,
      observation,
      persons: opened.persons.length,
      ...summarise(
        values.map((row) => row.value),
        seed,
      ),
      coverage: covered?.[observation] ?? null,
      reasons: Object.fromEntries(missing.map(({ reason, n }) => [reason, Number(n)])),
    });
  }
  return result;
};

/**
 * Each measure of a cohort: n, coverage, mean with interval, quantiles, distribution, reasons for what is missing.
 * @returns null when no night of that territory has been computed yet
 * @throws JokaError LAB_COHORT_INVALID
 */
export const labSummary = (deps: LabDeps, cohort: Cohort): Promise<LabSummary | null> =>
  onceMore(async () => {
    const opened = await open(deps, cohort);
    if (opened === null) return null;
    const summary = await summaries(deps, opened, cohort);
    return { run: labRun(opened.run), persons: opened.persons.length, summary };
  });

/** The rows of a cohort's measures as Arrow, with their summary. */
export const labMeasures = async (deps: LabDeps, cohort: Cohort): Promise<LabMeasures | null> => {
  const summary = await labSummary(deps, cohort);
  const table = await labTable(deps, cohort, 'measures');
  return summary === null || table === null ? null : { ...summary, arrow: table.arrow };
};

/** The weeks a territory's last night covers, its persons now, and when it was computed. */
export const labCohorts = async (
  deps: LabDeps,
  territory: string,
): Promise<{ weeks: string[]; persons: number; computedAt: string | null }> => {
  const opened = await open(deps, { territory });
  if (opened === null) return { weeks: [], persons: 0, computedAt: null };
  const weeks = await deps.duck.rows<{ week: string }>(
    `SELECT DISTINCT week FROM ${await opened.rows('panel')} ORDER BY week`,
  );
  return {
    weeks: weeks.map((row) => row.week),
    persons: opened.persons.length,
    computedAt: opened.run.finishedAt,
  };
};
