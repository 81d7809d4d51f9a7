import { DuckDBResult, type DuckDBDataChunk } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import {
  Field,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  type Data,
  type Int32,
  type Utf8,
} from 'apache-arrow';
import { columnKind, type ColumnKind } from './column.ts';

const encoder = new TextEncoder();

/** DuckDB's own validity bits (one per row, little-endian) are Arrow's: copied, padded to whole bytes. */
const validity = (
  vector: duckdb.Vector,
  rows: number,
): { nullBitmap: Uint8Array; nullCount: number } | null => {
  const words = duckdb.vector_get_validity(vector, Math.ceil(rows / 64) * 8);
  if (!words) return null; // no null in this vector
  const nullBitmap = Uint8Array.from(words.subarray(0, Math.ceil(rows / 8)));
  let valid = 0;
  for (let row = 0; row < rows; row++) valid += ((nullBitmap[row >> 3] ?? 0) >> (row & 7)) & 1;
  return { nullBitmap, nullCount: rows - valid };
};

const bits = (bytes: Uint8Array, rows: number): Uint8Array => {
  const packed = new Uint8Array(Math.ceil(rows / 8));
  for (let row = 0; row < rows; row++) {
    if (bytes[row] !== 0) packed[row >> 3] = (packed[row >> 3] ?? 0) | (1 << (row & 7));
  }
  return packed;
};

const text = (values: readonly unknown[]): { data: Uint8Array; valueOffsets: Int32Array } => {
  const parts = values.map((value) => encoder.encode(typeof value === 'string' ? value : ''));
  const valueOffsets = new Int32Array(parts.length + 1);
  for (const [i, part] of parts.entries()) valueOffsets[i + 1] = (valueOffsets[i] ?? 0) + part.length;
  const data = new Uint8Array(valueOffsets[parts.length] ?? 0);
  for (const [i, part] of parts.entries()) data.set(part, valueOffsets[i]);
  return { data, valueOffsets };
};

const column = (chunk: DuckDBDataChunk, index: number, kind: ColumnKind): Data => {
  const rows = chunk.rowCount;
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, index);
  const nulls = validity(vector, rows) ?? {};
  const base = { length: rows, ...nulls };
  if (kind.storage === 'text')
    return makeData({ type: kind.type as Utf8, ...base, ...text(chunk.getColumnValues(index)) });
  const bytes = Uint8Array.from(
    duckdb.vector_get_data(vector, rows * (kind.storage === 'bits' ? 1 : kind.bytes)),
  );
  const data = kind.storage === 'bits' ? bits(bytes, rows) : new kind.view(bytes.buffer as ArrayBuffer);
  // A typed array of the kind's own view: the overloads of makeData cannot say it for a union of types.
  return makeData({ type: kind.type as Int32, ...base, data: data as Int32Array });
};

/**
 * A DuckDB result as an Arrow IPC stream: one record batch per chunk of 2,048 rows, built from the chunk's own
 * vectors (the binding has no Arrow of its own). Column order and names are the query's.
 * @throws Error naming the column whose type must be cast
 */
export const chunksToArrow = async (result: DuckDBResult): Promise<Uint8Array> => {
  const names = result.deduplicatedColumnNames();
  const kinds = names.map((name, i) => columnKind(name, result.columnTypeId(i)));
  const schema = new Schema(names.map((name, i) => new Field(name, (kinds[i] as ColumnKind).type, true)));
  const writer = new RecordBatchStreamWriter();
  writer.reset(undefined, schema);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    const children = kinds.map((kind, i) => column(chunk, i, kind));
    const data = makeData({ type: new Struct(schema.fields), length: chunk.rowCount, children });
    writer.write(new RecordBatch(schema, data));
  }
  writer.finish();
  return writer.toUint8Array();
};
