import type { Duck } from '../../infra/duckdb/duck.ts';
import type { LakeTable } from '../../infra/lake/schema.ts';
import type { StudyDeps } from '../deps.ts';
import { latestRun, saveRunIf, type Run, type RunTable } from '../runs.ts';
import type { Territory } from '../territories.ts';
import { makeContacts } from '../ties/contacts.ts';
import { makeTies } from '../ties/ties.ts';
import type { QualityReport } from '../traces/clean.ts';
import { joinMeetings } from '../traces/encounters.ts';
import { TRACE_PARAMETERS } from '../traces/parameters.ts';
import { partsNamed } from './meetings.ts';
import { dropParts, partRelation, unlessGone, type Parts } from './parts.ts';
import { plannedRelation, type PeopleParts } from './people.ts';
import { settings, type NightPlan } from './plan.ts';
import { PRINTS } from './prints.ts';
import { NETWORK_TABLES, PERSON_TABLES, STEP_TABLES, type NightTable } from './tables.ts';

const MEETING =
  'NULL::UUID AS person, NULL::UUID AS other, 0::BIGINT AS first_ms, 0::BIGINT AS last_ms, 0::BIGINT AS offset_ms, 0::UBIGINT AS cell';

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** How all dwells were cleaned, added up over the persons of the result `quality`. */
const qualityOf = async (duck: Duck, quality: string): Promise<QualityReport> => {
  const rows = await duck.rows<{ reason: string; n: bigint }>(
    `SELECT reason, sum(n)::BIGINT AS n FROM (${quality}) GROUP BY reason ORDER BY reason`,
  );
  const of = (reason: string): number => Number(rows.find((row) => row.reason === reason)?.n ?? 0n);
  const leftOut = rows.flatMap(({ reason, n }): [string, number][] =>
    ['read', 'kept', 'stays'].includes(reason) || n === 0n ? [] : [[reason, Number(n)]],
  );
  return { read: of('read'), kept: of('kept'), leftOut: Object.fromEntries(leftOut), stays: of('stays') };
};

/** Table `encounters`: new ones of the touched, and those of the others as the lake keeps them. */
const mergeEncounters = async (
  deps: StudyDeps,
  duck: Duck,
  territory: string,
  meetings: string,
): Promise<void> => {
  await duck.run(`CREATE OR REPLACE TEMP TABLE meetings AS SELECT * FROM ${meetings}`);
  await joinMeetings(duck, TRACE_PARAMETERS);
  await duck.run('CREATE OR REPLACE TEMP TABLE new_encounters AS SELECT * FROM encounters');
  const { relations } = await deps.lake.snapshot(['encounters']);
  await duck.run(`INSERT INTO encounters BY NAME
    SELECT e.person, e.other, epoch_ms(e."at") AS first_ms, epoch_ms(e.last_at) AS last_ms,
           epoch_ms(e.at_local) - epoch_ms(e."at") AS offset_ms, strftime(e.at_local, '%G-W%V') AS week, e.cell, e.cells, e.n
    FROM ${relations.encounters ?? ''} e
         SEMI JOIN untouched a ON a.person = e.person SEMI JOIN untouched b ON b.person = e.other
    WHERE e.territory = ${text(territory)}`);
  await duck.run(`CREATE OR REPLACE TEMP TABLE lake_encounters AS
    SELECT person, ${text(territory)} AS territory, make_timestamp_ms(first_ms) AS "at",
           make_timestamp_ms(first_ms + offset_ms) AS at_local, make_timestamp_ms(last_ms) AS last_at, other, cell,
           cells, n FROM new_encounters`);
};

/** Rows of the lake that this night made anew: those of the touched, and of who is gone. */
const keepInLake = async (
  deps: StudyDeps,
  duck: Duck,
  territory: string,
  people: readonly PeopleParts[],
  stands: () => Promise<boolean>,
): Promise<void> => {
  const replace = async (table: LakeTable, rows: string, ends: readonly string[]): Promise<void> => {
    const kept = ends.map((end) => `coalesce(${end} IN (SELECT person FROM untouched), false)`).join(' AND ');
    const gone = `(territory = ${text(territory)} AND NOT (${kept}))`;
    await deps.lake.replace(duck, { table, gone, rows, stands });
  };
  for (const name of ['stays', 'trips'] as const) {
    const parts = partsNamed(people, `lake_${name}`);
    const rows =
      parts.length === 0 ? await deps.lake.relation(name, []) : await partRelation(deps, parts, '');
    await duck.run(`CREATE OR REPLACE TEMP TABLE lake_rows AS SELECT * FROM ${rows}`);
    await replace(name, 'lake_rows', ['person']);
  }
  await replace('encounters', 'lake_encounters', ['person', 'other']);
};

/** A result of this night as a query: the touched from its parts, the untouched from the night before. */
const merged = async (
  deps: StudyDeps,
  name: string,
  { order }: Pick<NightTable, 'order'>,
  sources: { readonly people: readonly PeopleParts[]; readonly previous: Run | null },
): Promise<string> => {
  const keys = partsNamed(sources.people, name);
  const fresh = keys.length === 0 ? [] : [`SELECT * FROM ${await partRelation(deps, keys, '')}`];
  const output = sources.previous?.outputs[name];
  const old =
    output === undefined
      ? []
      : [
          `SELECT o.* FROM ${await partRelation(deps, [output.key], '')} o SEMI JOIN untouched u ON u.person = o.person`,
        ];
  return `SELECT * FROM (${[...old, ...fresh].join(' UNION ALL ')}) ORDER BY ${order}`;
};

/**
 * The last step: results of the touched merged with the night before, the network of all, the lake's tables, and the
 * manifest. Byte for byte what a night that computes everybody writes. Null when the plan is out of date.
 */
export const finishNight = (
  deps: StudyDeps,
  territory: Territory,
  plan: NightPlan,
  work: { readonly people: readonly PeopleParts[]; readonly meetings: readonly Parts[] },
): Promise<Run | null> =>
  unlessGone(async () => {
    const startedAt = deps.clock.now();
    const latest = await latestRun(deps.db, 'study-night', territory.code);
    if (plan.previous !== null && latest?.id !== plan.previous) return null;
    const previous = plan.previous === null ? null : latest;
    const duck = await deps.openDuck();
    try {
      const planned = await partRelation(deps, [plan.parts['persons'] ?? ''], '');
      await duck.run(`CREATE OR REPLACE TEMP TABLE persons AS SELECT person, entry_week FROM ${planned}`);
      await duck.run(
        `CREATE OR REPLACE TEMP TABLE untouched AS SELECT person FROM ${planned} WHERE NOT touched`,
      );
      const tables: Record<string, RunTable> = {};
      const write = async (name: string, query: string): Promise<void> => {
        // Computed and sorted once: a table keeps the order of what was put into it.
        await duck.run(`CREATE OR REPLACE TEMP TABLE written AS ${query}`);
        const bytes = await deps.copy(duck, 'SELECT * FROM written');
        const [count] = await duck.rows<{ n: bigint }>('SELECT count(*) AS n FROM written');
        tables[name] = { bytes, rows: Number(count?.n ?? 0n) };
      };
      const sources = { people: work.people, previous };
      const { left_out, quality } = STEP_TABLES;
      const left = { ...PERSON_TABLES, left_out, quality };
      for (const [name, table] of Object.entries(left))
        await write(name, await merged(deps, name, table, sources));
      await duck.run(`CREATE OR REPLACE TEMP TABLE panel_base AS
        ${await merged(deps, 'panel', { order: 'person, week, observation' }, sources)}`);
      const meetings = work.meetings.flatMap((parts) => parts['meetings'] ?? []);
      await mergeEncounters(deps, duck, territory.code, await partRelation(deps, meetings, MEETING));
      await makeContacts(duck, await plannedRelation(deps, duck, plan, 'interactions'));
      await makeTies(duck);
      for (const [name, { rows, order }] of Object.entries(NETWORK_TABLES))
        await write(name, `${rows} ORDER BY ${order}`);
      const prints = await partRelation(deps, [plan.parts['prints'] ?? ''], '');
      await write('inputs_by_person', `SELECT * FROM ${prints} ORDER BY ${PRINTS.order}`);
      const stands = async (): Promise<boolean> =>
        (await deps.store.head(plan.parts['persons'] ?? '')) !== null;
      await keepInLake(deps, duck, territory.code, work.people, stands);
      const manifest = {
        kind: 'study-night',
        territory: territory.code,
        week: null,
        parameters: {
          ...(settings(territory, plan.span) as object),
          quality: {
            ...(await qualityOf(duck, await merged(deps, 'quality', STEP_TABLES.quality, sources))),
          },
        },
        inputs: plan.inputs,
      };
      const run = await saveRunIf(deps, manifest, tables, startedAt, stands);
      if (run !== null) await dropParts(deps, territory.code);
      return run;
    } finally {
      duck.close();
    }
  });
