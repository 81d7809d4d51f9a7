import { sql } from 'kysely';
import type { Duck } from '../../infra/duckdb/duck.ts';
import { LAKE_SCHEMAS, LAKE_TABLES } from '../../infra/lake/schema.ts';
import type { StudyDeps } from '../deps.ts';
import type { Run } from '../runs.ts';

/** What the lake or a result holds of one person. `complete` is false where only the first rows are given. */
export type PersonPart = {
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly complete: boolean;
};

/** Rows of one table in one answer: years of play; a logger's file of months is cut, and the answer says so. */
export const MOST_ROWS = 50_000;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** The study's names of the person and of others would lead from the file to published microdata. */
const NAMES = new Set(['person', 'other']);
const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Cells are written as everywhere else, 15 hexadecimal digits; whole numbers as JSON has them. */
const plain = (name: string, value: unknown): unknown => {
  if (typeof value !== 'bigint') return value;
  if (/(^|_)cell$/.test(name)) return value.toString(16);
  return value >= -(2n ** 53n) && value <= 2n ** 53n ? Number(value) : String(value);
};

const select = async (duck: Duck, table: string, from: string, study: string): Promise<PersonPart> => {
  const found = await duck.rows<Record<string, unknown>>(
    `SELECT * FROM ${from} WHERE person::VARCHAR = $1 LIMIT ${MOST_ROWS + 1}`,
    [study],
  );
  const rows = found.slice(0, MOST_ROWS).map((row) =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([name]) => !NAMES.has(name))
        .map(([name, value]) => [name, plain(name, value)]),
    ),
  );
  return { table, rows, complete: found.length <= MOST_ROWS };
};

/** Tables of the lake that hold rows of persons. */
export const PERSONAL_LAKE_TABLES = LAKE_TABLES.filter((table) =>
  LAKE_SCHEMAS[table].columns.some(({ sensitivity }) => sensitivity === 'personal'),
);

const fromResults = async (deps: StudyDeps, duck: Duck, study: string): Promise<PersonPart[]> => {
  const { rows: runs } = await sql<{ kind: string; outputs: Run['outputs'] }>`
    SELECT DISTINCT ON (kind, territory) kind, outputs FROM study.runs WHERE status = 'done'
    ORDER BY kind, territory, saved DESC`.execute(deps.db.study);
  const parts = new Map<string, PersonPart>();
  for (const { kind, outputs } of runs)
    for (const [name, { key }] of Object.entries(outputs)) {
      const [path = ''] = await deps.files.paths([key]);
      const from = `read_parquet(${quote(path)})`;
      const columns = await duck.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM ${from}`);
      if (!columns.some(({ column_name }) => column_name === 'person')) continue;
      const table = `results.${kind}.${name}`;
      const part = await select(duck, table, from, study);
      const before = parts.get(table);
      parts.set(table, {
        table,
        rows: [...(before?.rows ?? []), ...part.rows],
        complete: part.complete && before?.complete !== false,
      });
    }
  return [...parts.values()];
};

/**
 * Everything the study holds of one person in files: rows of the lake in the form they are analysed in, and their rows
 * in the last results. For the person only.
 *
 * @param study the person's study pseudonym
 */
export const personRows = async (deps: StudyDeps, duck: Duck, study: string): Promise<PersonPart[]> => {
  if (!UUID.test(study)) throw new TypeError('personRows takes a study pseudonym');
  const { relations } = await deps.lake.snapshot(PERSONAL_LAKE_TABLES);
  const parts: PersonPart[] = [];
  for (const table of PERSONAL_LAKE_TABLES) {
    const from = relations[table];
    if (from !== undefined) parts.push(await select(duck, `lake.${table}`, from, study));
  }
  return [...parts, ...(await fromResults(deps, duck, study))];
};
