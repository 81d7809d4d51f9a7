import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Duck } from '../infra/duckdb/duck.ts';
import { ANALYTICS_VERSION, type StudyDeps } from './deps.ts';
import { loadColumns } from './load-columns.ts';
import { PANEL_METRICS } from './metrics/index.ts';
import { makePanel, makeWeeks, PANEL_COLUMNS } from './panel.ts';
import { saveRun, type Run } from './runs.ts';
import { makeContacts } from './ties/contacts.ts';
import { makeTies, TIE_COLUMNS, TIE_WEEK_COLUMNS } from './ties/ties.ts';
import { cleanTraces, type QualityReport } from './traces/clean.ts';
import { findEncounters } from './traces/encounters.ts';
import { TRACE_PARAMETERS, type TraceParameters } from './traces/parameters.ts';

type Person = { person: string; entry_week: string };

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

/**
 * Results of a night by name: a relation in the order of its primary key. Places leave at resolution 9, times in
 * 15-minute bins: nothing finer is ever written outside the lake.
 */
export const NIGHT_TABLES: Readonly<Record<string, string>> = {
  panel: `SELECT ${PANEL_COLUMNS.join(', ')} FROM panel ORDER BY person, week, observation`,
  ties: `SELECT ${TIE_COLUMNS.join(', ')} FROM ties ORDER BY person, other, tie_type`,
  ties_weeks: `SELECT ${TIE_WEEK_COLUMNS.join(', ')} FROM ties_weeks ORDER BY person, week, tie_type`,
  cells: `WITH seen AS (
            SELECT person, week, observation, h3_parent(cell, 9) AS cell, sum(observed_ms)::BIGINT AS ms
            FROM dwells WHERE cell IS NOT NULL GROUP BY ALL),
          stayed AS (
            SELECT person, week, observation, h3_parent(cell, 9) AS cell, count(*)::INTEGER AS stays
            FROM stays WHERE cell IS NOT NULL GROUP BY ALL)
          SELECT person, week, observation, cell, coalesce(stays, 0) AS stays, ms / 60000.0 AS minutes
          FROM seen LEFT JOIN stayed USING (person, week, observation, cell)
          ORDER BY person, week, observation, cell`,
  stays: `SELECT person, observation, week,
                 time_bucket(INTERVAL 15 MINUTE, make_timestamp_ms(first_ms + offset_ms)) AS begin_local,
                 time_bucket(INTERVAL 15 MINUTE, make_timestamp_ms(last_ms + offset_ms)) AS end_local,
                 h3_parent(cell, 9) AS cell, home, quantum_m
          FROM stays ORDER BY person, observation, first_ms, last_ms, cell NULLS FIRST`,
};

/** Everything a night computes, inside one DuckDB: from relations of the lake to the tables of NIGHT_TABLES. */
export const computeNight = async (
  duck: Duck,
  lake: { readonly fixes: string; readonly interactions: string },
  persons: readonly Person[],
  zone: string,
  parameters: TraceParameters = TRACE_PARAMETERS,
): Promise<QualityReport> => {
  await loadColumns(duck, 'persons', {
    person: { type: 'UUID', values: persons.map((row) => row.person) },
    entry_week: { type: 'VARCHAR', values: persons.map((row) => row.entry_week) },
  });
  const quality = await cleanTraces(duck, lake.fixes, parameters);
  await makeWeeks(duck, zone);
  await makePanel(duck, zone);
  await findEncounters(duck, parameters);
  await makeContacts(duck, lake.interactions);
  await makeTies(duck);
  return quality;
};

/** One territory's night: the lake as its manifest stands, the persons who consent now, results and their manifest. */
export const runNight = async (
  deps: StudyDeps,
  territory: { readonly code: string; readonly zone: string },
): Promise<Run> => {
  const startedAt = deps.clock.now();
  const { relations, inputs } = await deps.lake.snapshot(['fixes', 'interactions']);
  const persons = await consentingPersons(deps.db, territory.code, territory.zone);
  const duck = await deps.openDuck();
  try {
    const quality = await computeNight(
      duck,
      { fixes: relations.fixes ?? '', interactions: relations.interactions ?? '' },
      persons,
      territory.zone,
    );
    const tables: Record<string, { bytes: Uint8Array; rows: number }> = {};
    for (const [name, relation] of Object.entries(NIGHT_TABLES)) {
      const bytes = await deps.copy(duck, relation);
      const [count] = await duck.rows<{ n: bigint }>(`SELECT count(*) AS n FROM (${relation})`);
      tables[name] = { bytes, rows: Number(count?.n ?? 0n) };
    }
    const who = createHash('sha256').update(JSON.stringify(persons)).digest('hex');
    return await saveRun(
      deps,
      {
        kind: 'study-night',
        territory: territory.code,
        week: null,
        parameters: {
          version: ANALYTICS_VERSION,
          zone: territory.zone,
          traces: { ...TRACE_PARAMETERS },
          measures: PANEL_METRICS,
          quality: { ...quality },
        },
        inputs: [...inputs.map((input) => ({ ...input })), { key: `persons/${who}`, rows: persons.length }],
      },
      tables,
      startedAt,
    );
  } finally {
    duck.close();
  }
};
