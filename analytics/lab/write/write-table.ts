import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Duck } from '../../../infra/duckdb/duck.ts';
import { sqlName, sqlText } from '../read/number.ts';
import type { OutputTable } from './columns.ts';
import { writeDta, type DtaRow } from './dta.ts';

export type OutputFormat = 'parquet' | 'csv' | 'dta';
export const OUTPUT_FORMATS: readonly OutputFormat[] = ['parquet', 'csv', 'dta'];

const OPTIONS = {
  parquet: '(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)',
  csv: "(FORMAT csv, HEADER true, DELIMITER ',', NULLSTR '')",
} as const;

/** Dates as days and instants as milliseconds since 1970; 64-bit numbers as numbers: what a Stata row takes. */
const plainSql = (table: OutputTable): string =>
  `SELECT ${table.columns
    .map(({ name, type }) => {
      const at = sqlName(name);
      if (type === 'date') return `date_diff('day', DATE '1970-01-01', ${at})::INTEGER AS ${at}`;
      if (type === 'instant') return `epoch_ms(${at})::DOUBLE AS ${at}`;
      if (type === 'text') return `${at}::VARCHAR AS ${at}`;
      return `${at}::${type === 'number' ? 'DOUBLE' : 'INTEGER'} AS ${at}`;
    })
    .join(', ')} FROM (${table.sql}) ORDER BY ${table.key.map(sqlName).join(', ')}`;

const ordered = (table: OutputTable): string =>
  `SELECT ${table.columns.map(({ name }) => sqlName(name)).join(', ')} FROM (${table.sql}) ORDER BY ${table.key
    .map((name) => `${sqlName(name)} NULLS FIRST`)
    .join(', ')}`;

/** Writes a table in each format asked, rows in the order of its key. Gives its number of rows. */
export const writeTable = async (
  duck: Duck,
  table: OutputTable,
  folder: string,
  formats: readonly OutputFormat[],
): Promise<number> => {
  const kept = `out_${table.name}`;
  await duck.run(`CREATE OR REPLACE TEMP TABLE ${kept} AS ${ordered(table)}`);
  const done = { ...table, sql: `SELECT * FROM ${kept}` };
  for (const format of formats) {
    const file = path.join(folder, `${table.name}.${format}`);
    if (format === 'dta') {
      const rows = await duck.rows<DtaRow>(plainSql(done));
      writeFileSync(file, writeDta(table.title, table.columns, rows));
    } else await duck.run(`COPY (${ordered(done)}) TO ${sqlText(file)} ${OPTIONS[format]}`);
  }
  const [count] = await duck.rows<{ n: bigint }>(`SELECT count(*) AS n FROM ${kept}`);
  return Number(count?.n ?? 0n);
};
