import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { JokaError } from '../../game/errors.ts';
import { chunksToArrow } from './arrow.ts';
import { appendColumns, readColumns, type ColumnsToAppend, type NumberColumn } from './columns.ts';

/** `readable`: directories whose files may be read; everything else outside memory is refused. */
export type DuckOptions = {
  memoryLimitMb: number;
  threads: number;
  /** Where large sorts spill; without it nothing is ever written to disk. */
  spillDir?: string;
  readable?: readonly string[];
};

export type DuckParams = readonly (string | number | bigint | boolean | null)[];

/** One in-memory DuckDB: the only way to one. Not shared between processes; close it. */
export type Duck = {
  run(sql: string, params?: DuckParams): Promise<void>;
  /** Small results only, as objects. BIGINT and UBIGINT come as bigint, TIMESTAMP as its text. */
  rows<T>(sql: string, params?: DuckParams): Promise<T[]>;
  /** Any result as an Arrow IPC stream, built from column chunks without a JavaScript row. */
  arrow(sql: string, params?: DuckParams): Promise<Uint8Array>;
  /** A result of INTEGER, BIGINT or DOUBLE columns without nulls as typed arrays, for passes over many rows. */
  columns(sql: string, params?: DuckParams): Promise<Record<string, NumberColumn>>;
  /** Creates a temporary table from typed arrays, in their order. `shape` names INTEGER, BIGINT or DOUBLE columns; NaN is null. */
  append(
    table: string,
    shape: readonly (readonly [name: string, type: string])[],
    columns: ColumnsToAppend,
  ): Promise<void>;
  /** Stops the running query; its promise rejects. */
  interrupt(): void;
  close(): void;
};

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const lockDown = (options: DuckOptions): string[] => [
  `SET memory_limit = '${options.memoryLimitMb}MB'`,
  `SET threads = ${options.threads}`,
  `SET TimeZone = 'UTC'`,
  ...(options.spillDir === undefined
    ? [`SET temp_directory = ''`]
    : [`SET temp_directory = ${quote(options.spillDir)}`, `SET max_temp_directory_size = '4GB'`]),
  'SET autoinstall_known_extensions = false',
  'SET autoload_known_extensions = false',
  // Only SQL can set this: DuckDB refuses it among the options of a new instance.
  `SET allowed_directories = [${[...(options.readable ?? []), ...(options.spillDir === undefined ? [] : [options.spillDir])].map(quote).join(', ')}]`,
  'SET enable_external_access = false',
  'SET lock_configuration = true',
];

const plain = (value: DuckDBValue): unknown => {
  if (value === null || typeof value !== 'object') return value;
  if ('items' in value && Array.isArray(value.items))
    return value.items.map((item: DuckDBValue) => plain(item));
  return String(value);
};

/**
 * Opens a database in memory, closed to the outside: no file but those of `readable`, no extension, no later SET.
 * @throws JokaError DUCKDB_QUERY_FAILED with the SQL, from every method
 */
export const openDuck = async (options: DuckOptions): Promise<Duck> => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection: DuckDBConnection = await instance.connect();
  const failed = (sql: string, error: unknown): JokaError =>
    new JokaError(
      'DUCKDB_QUERY_FAILED',
      { reason: error instanceof Error ? error.message : String(error), sql: sql.slice(0, 2000) },
      error,
    );
  const guard = async <T>(sql: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw failed(sql, error);
    }
  };
  const values = (params: DuckParams): DuckDBValue[] => [...params];

  for (const sql of lockDown(options)) await guard(sql, () => connection.run(sql));

  return {
    run: (sql, params = []) =>
      guard(sql, async () => {
        await connection.run(sql, values(params));
      }),
    rows: <T>(sql: string, params: DuckParams = []) =>
      guard(sql, async () => {
        const reader = await connection.runAndReadAll(sql, values(params));
        return reader
          .getRowObjects()
          .map(
            (row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)])) as T,
          );
      }),
    arrow: (sql, params = []) =>
      guard(sql, async () => chunksToArrow(await connection.stream(sql, values(params)))),
    columns: (sql, params = []) =>
      guard(sql, async () => readColumns(await connection.stream(sql, values(params)))),
    append: (table, shape, columns) => {
      const create = `CREATE OR REPLACE TEMP TABLE ${table} (${shape.map(([name, type]) => `"${name}" ${type}`).join(', ')})`;
      return guard(create, async () => {
        await connection.run(create);
        await appendColumns(connection, table, shape, columns);
      });
    },
    interrupt: () => connection.interrupt(),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
};
