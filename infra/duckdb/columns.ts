import {
  BIGINT,
  DOUBLE,
  DuckDBDataChunk,
  INTEGER,
  type DuckDBConnection,
  type DuckDBResult,
  type DuckDBType,
} from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { columnKind } from './column.ts';

/** Numbers of one column, null-free. */
export type NumberColumn = Int32Array | Float64Array | BigInt64Array | BigUint64Array;
/** What `append` takes: the array says the type, a Float64Array of whole numbers may go into a BIGINT column. */
export type ColumnsToAppend = Readonly<Record<string, Int32Array | Float64Array | BigInt64Array>>;

/** Rows of one chunk of DuckDB. */
const CHUNK = 2048;

/** Copies a result's columns into typed arrays, without a JavaScript value per cell. */
export const readColumns = async (result: DuckDBResult): Promise<Record<string, NumberColumn>> => {
  const names = result.deduplicatedColumnNames();
  const parts = names.map((name, i) => {
    const kind = columnKind(name, result.columnTypeId(i));
    if (kind.storage !== 'fixed' || kind.bytes < 4)
      throw new Error(`column ${name} is not a wide number; cast it`);
    return { name, kind, arrays: [] as NumberColumn[] };
  });
  let rows = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    for (const [i, part] of parts.entries()) {
      const vector = duckdb.data_chunk_get_vector(chunk.chunk, i);
      const validity = duckdb.vector_get_validity(vector, Math.ceil(chunk.rowCount / 64) * 8);
      if (validity && holdsNull(validity, chunk.rowCount))
        throw new Error(`column ${part.name} holds a null`);
      const bytes = Uint8Array.from(duckdb.vector_get_data(vector, chunk.rowCount * part.kind.bytes));
      part.arrays.push(new part.kind.view(bytes.buffer as ArrayBuffer) as NumberColumn);
    }
    rows += chunk.rowCount;
  }
  return Object.fromEntries(parts.map(({ name, kind, arrays }) => [name, joined(arrays, rows, kind.view)]));
};

const holdsNull = (validity: Uint8Array, rows: number): boolean => {
  for (let row = 0; row < rows; row += 1)
    if (((validity[row >> 3] ?? 0) & (1 << (row & 7))) === 0) return true;
  return false;
};

const joined = (parts: readonly NumberColumn[], rows: number, view: unknown): NumberColumn => {
  // The view's constructor takes a length as well as a buffer.
  const whole = new (view as new (length: number) => NumberColumn)(rows);
  let at = 0;
  for (const part of parts) {
    (whole as Float64Array).set(part as Float64Array, at);
    at += part.length;
  }
  return whole;
};

const TYPES: Readonly<Record<string, DuckDBType>> = { INTEGER, BIGINT, DOUBLE };

/** Validity bits of a chunk of doubles, NaN standing for null; null when every value is known. */
const knownBits = (array: Float64Array): BigUint64Array | null => {
  let bits: BigUint64Array | null = null;
  for (const [row, value] of array.entries()) {
    if (!Number.isNaN(value)) continue;
    bits ??= new BigUint64Array(Math.ceil(array.length / 64)).fill(0xffff_ffff_ffff_ffffn);
    const word = row >> 6;
    bits[word] = (bits[word] ?? 0n) & ~(1n << BigInt(row & 63));
  }
  return bits;
};

/**
 * Appends columns to a table whose columns are INTEGER, BIGINT or DOUBLE, in the table's order. NaN in a DOUBLE column
 * is null.
 */
export const appendColumns = async (
  connection: DuckDBConnection,
  table: string,
  shape: readonly (readonly [name: string, type: string])[],
  columns: ColumnsToAppend,
): Promise<void> => {
  const types = shape.map(([name, type]) => {
    const known = TYPES[type];
    if (known === undefined) throw new Error(`column ${name} of ${table}: ${type} cannot be appended`);
    return known;
  });
  const arrays = shape.map(([name]) => columns[name] ?? new Int32Array());
  const rows = arrays[0]?.length ?? 0;
  if (arrays.some((array) => array.length !== rows))
    throw new RangeError(`columns of ${table} differ in length`);
  const appender = await connection.createAppender(table);
  for (let from = 0; from < rows; from += CHUNK) {
    const count = Math.min(CHUNK, rows - from);
    const chunk = DuckDBDataChunk.create(types, count);
    for (const [i, array] of arrays.entries()) {
      const part = array.subarray(from, from + count);
      const bytes = bytesOf(part, shape[i]?.[1] ?? '');
      const vector = duckdb.data_chunk_get_vector(chunk.chunk, i);
      duckdb.copy_data_to_vector(vector, 0, bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const known = part instanceof Float64Array && shape[i]?.[1] === 'DOUBLE' ? knownBits(part) : null;
      if (known === null) continue;
      duckdb.vector_ensure_validity_writable(vector);
      duckdb.copy_data_to_vector_validity(vector, 0, known.buffer as ArrayBuffer, 0, known.byteLength);
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
};

const bytesOf = (array: Int32Array | Float64Array | BigInt64Array, type: string): Uint8Array<ArrayBuffer> => {
  const wide =
    type === 'BIGINT' && !(array instanceof BigInt64Array)
      ? BigInt64Array.from(array, (value) => BigInt(Math.round(value)))
      : array;
  return new Uint8Array(wide.buffer as ArrayBuffer, wide.byteOffset, wide.byteLength);
};
