import type { Duck } from '../../infra/duckdb/duck.ts';
import type { StudyDeps } from '../deps.ts';
import { loadColumns } from '../load-columns.ts';
import { makePanel, makeWeeks, type WeeksSpan } from '../panel.ts';
import type { Territory } from '../territories.ts';
import { cleanTraces, type QualityReport } from '../traces/clean.ts';
import { TRACE_PARAMETERS, type TraceParameters } from '../traces/parameters.ts';
import { partRelation, unlessGone, writeParts, type Parts } from './parts.ts';
import type { NightPlan, Person } from './plan.ts';
import { dwellDigest, lakePersonTables, PERSON_TABLES, STEP_TABLES } from './tables.ts';
import { findLakeTrips } from './trips.ts';

/** What the place where a logger's file was read computed of a week, since it alone knew the home: nothing else does. */
export const NO_LOGGER_WEEKS = `(SELECT NULL::UUID AS person, ''::VARCHAR AS week, 0.0::DOUBLE AS rg_km WHERE false)`;

/**
 * A radius of gyration that is unknown only because home has no place is taken from table `logger_weeks`. The
 * observation it needs stays the same: half the week, four days.
 */
const fillFromFiles = async (duck: Duck): Promise<void> => {
  await duck.run(`CREATE TEMP TABLE IF NOT EXISTS logger_weeks AS SELECT * FROM ${NO_LOGGER_WEEKS}`);
  await duck.run(`UPDATE panel SET rg_km = w.rg_km, rg_km_reason = NULL FROM logger_weeks w
    WHERE w.person = panel.person AND w.week = panel.week AND panel.observation = 'logger'
      AND panel.rg_km_reason = 'home_without_place'`);
};

/** What can be computed of each person alone, over their whole period: from `fixes` and `persons` to all person tables. */
export const computePeople = async (
  duck: Duck,
  fixes: string,
  { zone, span, parameters }: { zone: string; span?: WeeksSpan | null; parameters: TraceParameters },
): Promise<QualityReport> => {
  const quality = await cleanTraces(duck, fixes, parameters);
  await makeWeeks(duck, zone, span);
  await makePanel(duck, zone, span);
  await fillFromFiles(duck);
  await findLakeTrips(duck, parameters);
  await duck.run(`CREATE OR REPLACE TEMP TABLE left_out AS
    SELECT DISTINCT f.person, ${dwellDigest('f')} AS digest
    FROM ${fixes} f SEMI JOIN persons p ON p.person = f.person
         ANTI JOIN dwells d ON d.person = f.person AND d.observation = f.observation
              AND d.at_ms = epoch_ms(f."at") AND d.last_ms = epoch_ms(f.last_at) AND d.cell = f.cell
    WHERE f.cell IS NOT NULL`);
  await duck.run(`CREATE OR REPLACE TEMP TABLE quality AS
    WITH seen AS (SELECT person, coalesce(reason, '') AS reason, count(*) AS n FROM judged GROUP BY ALL),
    kept AS (SELECT person, count(*) AS n FROM dwells GROUP BY person)
    SELECT person, 'read' AS reason, sum(n)::BIGINT AS n FROM seen GROUP BY person
    UNION ALL SELECT person, reason, n FROM seen WHERE reason <> ''
    UNION ALL SELECT person, 'kept', n FROM kept
    UNION ALL SELECT s.person, 'too_fast', s.n - coalesce(k.n, 0) FROM seen s LEFT JOIN kept k USING (person)
              WHERE s.reason = '' AND s.n > coalesce(k.n, 0)
    UNION ALL SELECT person, 'stays', count(*) FROM stays GROUP BY person`);
  return quality;
};

export const loadPersons = (duck: Duck, persons: readonly Person[]): Promise<void> =>
  loadColumns(duck, 'persons', {
    person: { type: 'UUID', values: persons.map((row) => row.person) },
    entry_week: { type: 'VARCHAR', values: persons.map((row) => row.entry_week) },
  });

/** The objects of a lake table that the plan saw. */
export const plannedRelation = async (
  deps: StudyDeps,
  duck: Duck,
  plan: NightPlan,
  table: 'fixes' | 'interactions',
): Promise<string> => {
  const files = await partRelation(deps, [plan.parts['files'] ?? ''], '');
  const rows = await duck.rows<{ key: string }>(
    `SELECT key FROM ${files} WHERE lake_table = '${table}' ORDER BY key`,
  );
  return deps.lake.relation(
    table,
    rows.map(({ key }) => key),
  );
};

/** What one task of the people step leaves: its parts by name. */
export type PeopleParts = { readonly parts: Parts };

/** One task: the touched persons of one bucket, in a DuckDB of its own. Null when the plan is out of date. */
export const peopleOfBucket = (
  deps: StudyDeps,
  territory: Territory,
  plan: NightPlan,
  bucket: number,
): Promise<PeopleParts | null> =>
  unlessGone(async () => {
    const duck = await deps.openDuck();
    try {
      const planned = await partRelation(deps, [plan.parts['persons'] ?? ''], '');
      const mine =
        plan.bits === 0
          ? 'true'
          : `('0x' || substr(person::VARCHAR, 1, 4))::INTEGER >> ${16 - plan.bits} = ${bucket}`;
      await duck.run(`CREATE OR REPLACE TEMP TABLE persons AS
        SELECT person, entry_week FROM ${planned} WHERE touched AND ${mine} ORDER BY person`);
      const weeks = await partRelation(deps, [plan.parts['logger_weeks'] ?? ''], '');
      await duck.run(`CREATE OR REPLACE TEMP TABLE logger_weeks AS SELECT person, week, rg_km FROM ${weeks}`);
      const fixes = await plannedRelation(deps, duck, plan, 'fixes');
      const own = `(SELECT f.* FROM ${fixes} f SEMI JOIN persons p ON p.person = f.person)`;
      const { zone } = territory;
      await computePeople(duck, own, {
        zone,
        span: plan.span,
        parameters: TRACE_PARAMETERS,
      });
      const tables = { ...PERSON_TABLES, ...lakePersonTables(territory.code), ...STEP_TABLES };
      const relations = Object.fromEntries(
        Object.entries(tables).map(([name, { rows, order }]) => [name, `${rows} ORDER BY ${order}`]),
      );
      const parts = await writeParts(deps, duck, territory.code, plan.parts['persons'] ?? '', relations);
      return parts === null ? null : { parts };
    } finally {
      duck.close();
    }
  });
