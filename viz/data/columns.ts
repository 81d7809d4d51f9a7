import { tableFromIPC } from 'apache-arrow';

/** An Arrow table read by column: nothing is turned into rows but the few that are shown. */
export type Columns = {
  rows: number;
  names: readonly string[];
  /** One value; bigint where the column is 64 bits wide, null where it is null or the column is absent. */
  at(name: string, row: number): unknown;
};

/** Reads the bytes of an Arrow IPC stream. */
export const readColumns = (bytes: Uint8Array): Columns => {
  const table = tableFromIPC(bytes);
  const names = table.schema.fields.map((field) => field.name);
  const vectors = new Map(names.map((name) => [name, table.getChild(name)]));
  return {
    rows: table.numRows,
    names,
    at: (name, row) => vectors.get(name)?.get(row) ?? null,
  };
};

/** A number out of a column, null where it is none. */
export const numberAt = (columns: Columns, name: string, row: number): number | null => {
  const value = columns.at(name, row);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'bigint' ? Number(value) : null;
};

/** An H3 index out of a column of text or of 64-bit integers. */
export const cellAt = (columns: Columns, name: string, row: number): string | null => {
  const value = columns.at(name, row);
  if (typeof value === 'bigint') return BigInt.asUintN(64, value).toString(16);
  return typeof value === 'string' ? value : null;
};
