import type { Client } from 'pg';
import { SCHEMAS } from './manifest.ts';

/** Every table of ours, referenced tables before those that refer to them. */
export const tablesInOrder = async (client: Client): Promise<string[]> => {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname = ANY ($1) ORDER BY 1`,
    [[...SCHEMAS]],
  );
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `SELECT fn.nspname || '.' || f.relname AS from, tn.nspname || '.' || t.relname AS to
     FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
          JOIN pg_class t ON t.oid = k.confrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
     WHERE k.contype = 'f' AND k.conrelid <> k.confrelid`,
  );
  const ordered: string[] = [];
  const visit = (table: string, path: readonly string[]): void => {
    if (ordered.includes(table) || path.includes(table)) return;
    for (const reference of references.filter((r) => r.from === table)) visit(reference.to, [...path, table]);
    ordered.push(table);
  };
  for (const { name } of tables) visit(name, []);
  return ordered;
};

/** Columns named `object_key`: the references from rows to objects. */
export const objectReferences = async (client: Client): Promise<Set<string>> => {
  const { rows } = await client.query<{ source: string }>(
    `SELECT format('SELECT object_key FROM %I.%I WHERE object_key IS NOT NULL', c.table_schema, c.table_name) AS source
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.column_name = 'object_key' AND t.table_type = 'BASE TABLE' AND c.table_schema = ANY ($1)`,
    [[...SCHEMAS]],
  );
  const keys = new Set<string>();
  for (const { source } of rows)
    for (const row of (await client.query<{ object_key: string }>(source)).rows) keys.add(row.object_key);
  return keys;
};

/** Last value of every sequence of ours, as text; null when it was never used. */
export const sequenceValues = async (client: Client): Promise<Record<string, string | null>> => {
  const { rows } = await client.query<{ name: string; last: string | null }>(
    `SELECT schemaname || '.' || sequencename AS name, last_value::text AS last FROM pg_sequences
     WHERE schemaname = ANY ($1) ORDER BY 1`,
    [[...SCHEMAS]],
  );
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]));
};
