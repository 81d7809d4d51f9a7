import type { Duck } from '../../infra/duckdb/duck.ts';
import type { StudyDeps } from '../deps.ts';
import type { Run } from '../runs.ts';

/** What of a person's dwells stood in the lake, by week: how many, and a sum of hashes that any change changes. */
export const PRINTS = {
  order: 'person, week',
  empty: `NULL::UUID AS person, ''::VARCHAR AS week, 0::BIGINT AS n, 0::UBIGINT AS digest`,
} as const;

const weekOf = (key: string): string => key.split('/')[2] ?? '';
const fixes = (keys: readonly string[]): string[] => keys.filter((key) => key.startsWith('lake/fixes/'));

/** Weeks whose files of dwells are not those that a night read. */
export const changedWeeks = (run: Run, keys: readonly string[]): ReadonlySet<string> => {
  const read = (run.inputs as readonly { readonly key?: string }[]).flatMap(({ key }) => key ?? []);
  const [before, now] = [new Set(fixes(read)), new Set(fixes(keys))];
  const moved = [...before, ...now].filter((key) => !(before.has(key) && now.has(key)));
  return new Set(moved.map(weekOf));
};

const COLUMNS = '"at", at_local, last_at, cell, n, accuracy, home, session, observation, quantum_m';

/**
 * Table `prints (person, week, n, digest)` of the persons in `persons`, with one row of week '' for their entry and
 * for their figures in `logger_weeks`. Only
 * weeks whose files changed are read again, and all weeks of persons the earlier prints do not know.
 */
export const makePrints = async (
  deps: StudyDeps,
  duck: Duck,
  keys: readonly string[],
  before: { readonly relation: string; readonly weeks: ReadonlySet<string> } | null,
): Promise<void> => {
  const all = fixes(keys);
  const changed = before === null ? all : all.filter((key) => before.weeks.has(weekOf(key)));
  const counted = (relation: string, who: string): string =>
    `SELECT f.person, strftime(f.at_local, '%G-W%V') AS week, count(*) AS n,
            (sum(hash(${COLUMNS})::HUGEINT) % 18446744073709551616)::UBIGINT AS digest
     FROM ${relation} f SEMI JOIN ${who} w ON w.person = f.person GROUP BY 1, 2`;
  await duck.run(`CREATE OR REPLACE TEMP TABLE prints AS
    SELECT p.person, '' AS week, 0::BIGINT AS n, hash(p.entry_week, w.weeks) AS digest FROM persons p
    LEFT JOIN (SELECT person, list((week, rg_km) ORDER BY week) AS weeks FROM logger_weeks GROUP BY person) w USING (person)
    UNION ALL ${counted(await deps.lake.relation('fixes', changed), 'persons')}`);
  if (before === null) return;
  const { relation, weeks } = before;
  const same = [...weeks].map((week) => `'${week}'`).join(', ');
  const elsewhere = same === '' ? 'true' : `week NOT IN (${same})`;
  await duck.run(`CREATE OR REPLACE TEMP TABLE known_persons AS SELECT DISTINCT person FROM ${relation}`);
  await duck.run(`INSERT INTO prints SELECT b.person, b.week, b.n, b.digest FROM ${relation} b
    SEMI JOIN persons p ON p.person = b.person WHERE b.week <> '' AND ${elsewhere}`);
  const [added] = await duck.rows<{ n: bigint }>(
    'SELECT count(*) AS n FROM persons p ANTI JOIN known_persons k ON k.person = p.person',
  );
  const rest = all.filter((key) => !weeks.has(weekOf(key)));
  if ((added?.n ?? 0n) === 0n || rest.length === 0) return;
  await duck.run(
    `INSERT INTO prints ${counted(
      await deps.lake.relation('fixes', rest),
      '(SELECT p.person FROM persons p ANTI JOIN known_persons k ON k.person = p.person)',
    )}`,
  );
};
