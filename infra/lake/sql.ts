import { LAKE_SCHEMAS, type LakeColumn, type LakeTable } from './schema.ts';

/** Single-quoted SQL text. */
export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Double-quoted identifier: `at` is a word of DuckDB's grammar. */
const name = (column: string): string => `"${column}"`;

const typed = (column: LakeColumn, value: string): string => {
  const cast =
    column.type === 'UBIGINT'
      ? `TRY_CAST('0x' || ${value} AS UBIGINT)` // cells are staged as H3 text
      : column.type === 'TIMESTAMP'
        ? `TRY_CAST(${value} AS TIMESTAMPTZ)::TIMESTAMP`
        : `TRY_CAST(${value} AS ${column.type})`;
  if (column.fallback === undefined) return cast;
  const fallback = typeof column.fallback === 'string' ? quote(column.fallback) : String(column.fallback);
  return `CASE WHEN ${value} IS NULL THEN ${fallback} ELSE ${cast} END`;
};

/** Select list that turns staged rows (`id, person, territory, at, at_local, row JSON`) into the table's columns. */
export const stagedColumns = (table: LakeTable): string =>
  LAKE_SCHEMAS[table].columns
    .map((column) =>
      column.from === undefined
        ? `TRY_CAST(${name(column.name)} AS ${column.type}) AS ${name(column.name)}`
        : `${typed(column, `(row ->> '${column.from}')`)} AS ${name(column.name)}`,
    )
    .join(', ');

/**
 * The first field of a staged row that cannot be used, or NULL: a value that does not parse, or a missing key part.
 * `home` rows have no cell; an offer row has no person; a person's act may concern no offer.
 */
export const stagedFault = (table: LakeTable): string => {
  const { columns, key } = LAKE_SCHEMAS[table];
  const optional = new Set(['cell', 'offer', ...(table === 'offers' ? ['person'] : [])]);
  const missing = columns
    .filter((column) => (key.includes(column.name) || column.name === 'person') && !optional.has(column.name))
    .map((column) => `WHEN ${name(column.name)} IS NULL THEN ${quote(column.from ?? column.name)}`);
  const unread = columns
    .filter((column) => column.from !== undefined)
    .map(
      (column) =>
        `WHEN (row ->> '${column.from ?? ''}') IS NOT NULL AND ${name(column.name)} IS NULL THEN ${quote(column.from ?? '')}`,
    );
  const homeless = table === 'fixes' ? ["WHEN home = (cell IS NOT NULL) THEN 'cell'"] : [];
  return `CASE ${[...missing, ...unread, ...homeless].join(' ')} END`;
};

/** The one order of a table's rows: key first, then every other column, so that equal rows give equal files. */
export const rowOrder = (table: LakeTable): string => {
  const { key, columns } = LAKE_SCHEMAS[table];
  const rest = columns.map((column) => column.name).filter((other) => !key.includes(other));
  return [...key, ...rest].map((column) => `${name(column)} NULLS FIRST`).join(', ');
};

export const columnNames = (table: LakeTable): string =>
  LAKE_SCHEMAS[table].columns.map((column) => name(column.name)).join(', ');

/** Top `bits` (0 to 16) of the random pseudonym; rows about no person are in bucket 0. */
export const bucketOf = (bits: number): string =>
  bits === 0 ? '0' : `coalesce(('0x' || substr(person::VARCHAR, 1, 4))::INTEGER >> ${16 - bits}, 0)`;

/** A relation over local Parquet files; without files, an empty one with the same columns. */
export const scan = (table: LakeTable, paths: readonly string[]): string =>
  paths.length === 0
    ? `(SELECT ${LAKE_SCHEMAS[table].columns.map((c) => `NULL::${c.type} AS ${name(c.name)}`).join(', ')} WHERE false)`
    : `(SELECT ${columnNames(table)} FROM read_parquet([${paths.map(quote).join(', ')}]))`;

/** Settings of every Parquet file of the lake and of runs; part of what makes equal rows equal bytes. */
export const PARQUET = '(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)';
