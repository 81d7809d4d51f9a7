import { DuckDBTypeId } from '@duckdb/node-api';
import {
  Bool,
  DateDay,
  Float32,
  Float64,
  Int16,
  Int32,
  Int64,
  Int8,
  TimestampMicrosecond,
  Uint16,
  Uint32,
  Uint64,
  Uint8,
  Utf8,
  type DataType,
} from 'apache-arrow';

type Numbers =
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

type View = new (buffer: ArrayBuffer) => Numbers;

/** How a DuckDB column becomes an Arrow one: its Arrow type, bytes per value, and the view over them. */
export type ColumnKind =
  | { readonly storage: 'fixed'; readonly type: DataType; readonly bytes: number; readonly view: View }
  | { readonly storage: 'bits'; readonly type: DataType }
  | { readonly storage: 'text'; readonly type: DataType };

const fixed = (type: DataType, view: View & { BYTES_PER_ELEMENT: number }): ColumnKind => ({
  storage: 'fixed',
  type,
  bytes: view.BYTES_PER_ELEMENT,
  view,
});

const KINDS = new Map<DuckDBTypeId, ColumnKind>([
  [DuckDBTypeId.TINYINT, fixed(new Int8(), Int8Array)],
  [DuckDBTypeId.SMALLINT, fixed(new Int16(), Int16Array)],
  [DuckDBTypeId.INTEGER, fixed(new Int32(), Int32Array)],
  [DuckDBTypeId.BIGINT, fixed(new Int64(), BigInt64Array)],
  [DuckDBTypeId.UTINYINT, fixed(new Uint8(), Uint8Array)],
  [DuckDBTypeId.USMALLINT, fixed(new Uint16(), Uint16Array)],
  [DuckDBTypeId.UINTEGER, fixed(new Uint32(), Uint32Array)],
  [DuckDBTypeId.UBIGINT, fixed(new Uint64(), BigUint64Array)],
  [DuckDBTypeId.FLOAT, fixed(new Float32(), Float32Array)],
  [DuckDBTypeId.DOUBLE, fixed(new Float64(), Float64Array)],
  [DuckDBTypeId.DATE, fixed(new DateDay(), Int32Array)],
  [DuckDBTypeId.TIMESTAMP, fixed(new TimestampMicrosecond(), BigInt64Array)],
  [DuckDBTypeId.BOOLEAN, { storage: 'bits', type: new Bool() }],
  [DuckDBTypeId.VARCHAR, { storage: 'text', type: new Utf8() }],
]);

/**
 * The kind of a DuckDB column.
 * @throws Error naming the column, for types to be cast in the query (DECIMAL, HUGEINT, UUID, LIST, …)
 */
export const columnKind = (name: string, id: DuckDBTypeId): ColumnKind => {
  const kind = KINDS.get(id);
  if (kind === undefined) {
    throw new Error(
      `column ${name} has DuckDB type ${DuckDBTypeId[id]}, which has no Arrow form here; cast it in the query`,
    );
  }
  return kind;
};
