import { createHash } from 'node:crypto';
import { openClient } from '../../infra/db/pool.ts';
import type { ObjectStore } from '../../infra/object-store/object-store.ts';

type Row = Record<string, unknown>;

/** What may differ between two runs that did the same: who did it, how often it was tried, sequence numbers. */
const NOT_COMPARED: Readonly<Record<string, readonly string[]>> = {
  'ops.pipeline_runs': ['runner', 'holder', 'lease_until', 'tries'],
};
/** Where this copy of the scenario lies. */
const FOLDER = /\/[^"]*joka_test_[^"]*(?=\/pages)/g;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;
/** Ids given by the scenario; every other UUID was drawn during the run. */
const FIXED = /^0d2b8a54-0000-4000-8000-/;

/** These pipelines keep only counts of what their steps did; one that died after its commit finds nothing left to do. */
const COUNTING = new Set<unknown>(['lake-flush', 'lake-merge', 'publish-week', 'traces', 'traces-purge']);
/** A night that died after its last commit finds its parts gone and plans again: nobody is touched any more. */
const PLANNING = new Set<unknown>(['study-night']);
const withoutCounts = (row: Row): Row =>
  PLANNING.has(row['kind'])
    ? { ...row, state: null, steps: null }
    : COUNTING.has(row['kind'])
      ? { ...row, state: null }
      : row;

const masked = (text: string): string => text.replaceAll(UUID, (id) => (FIXED.test(id) ? id : '(drawn)'));

const tablesOf = `
  SELECT c.table_schema || '.' || c.table_name AS name,
         array_remove(array_agg(CASE WHEN c.column_default LIKE 'nextval(%' THEN c.column_name::text END), NULL) AS serials
  FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
  WHERE t.table_type = 'BASE TABLE' AND c.table_schema IN ('idp', 'game', 'study', 'vault', 'offers', 'ops', 'territory')
  GROUP BY 1 ORDER BY 1`;

/**
 * The whole state as text that two runs of the same scenario have in common: every row of every table, and the keys of
 * all objects. Random ids are named after what their row says, so that references are compared too.
 */
export const dumpState = async (url: string, store: ObjectStore): Promise<string[]> => {
  const client = await openClient(url);
  try {
    const { rows: tables } = await client.query<{ name: string; serials: string[] }>(tablesOf);
    const lines: { table: string; row: Row }[] = [];
    for (const { name, serials } of tables) {
      const { rows } = await client.query<{ row: Row }>(`SELECT to_jsonb(t) AS row FROM ${name} t`);
      const left = new Set([...serials, ...(NOT_COMPARED[name] ?? [])]);
      for (const { row } of rows)
        lines.push({
          table: name,
          row: withoutCounts(Object.fromEntries(Object.entries(row).filter(([column]) => !left.has(column)))),
        });
    }
    const names = new Map<string, string>();
    for (const { table, row } of lines) {
      if (typeof row['id'] !== 'string' || FIXED.test(row['id'])) continue;
      const said = masked(JSON.stringify({ ...row, id: '' }));
      names.set(row['id'], `${table}#${createHash('sha256').update(said).digest('hex').slice(0, 12)}`);
    }
    const named = (text: string): string => text.replaceAll(UUID, (id) => names.get(id) ?? masked(id));
    const dump = lines.map(({ table, row }) =>
      named(`${table} ${JSON.stringify(row)}`).replaceAll(FOLDER, ''),
    );
    for await (const key of store.list('')) dump.push(`object ${key}`);
    return dump.toSorted();
  } finally {
    await client.end();
  }
};

/** What one state has and the other lacks, as lines; empty when they are the same. */
export const differenceOf = (whole: readonly string[], state: readonly string[]): string => {
  const count = (lines: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
    return counts;
  };
  const [expected, found] = [count(whole), count(state)];
  return [...new Set([...whole, ...state])]
    .map((line) => ({ line, n: (found.get(line) ?? 0) - (expected.get(line) ?? 0) }))
    .filter(({ n }) => n !== 0)
    .map(({ line, n }) => `${n > 0 ? '+' : ''}${n} ${line}`)
    .join('\n');
};
