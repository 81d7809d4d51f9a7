import type { Duck } from '../../infra/duckdb/duck.ts';
import type { OpenLake } from '../../infra/lake/open-lake.ts';
import type { Cohort } from '../cohorts/cohort.ts';
import { labQuery, type LabTableName } from '../lab-reader.ts';
import { findTerritory } from '../territories.ts';
import { INVENTED_NOTICE } from './codebook.ts';

export type ExportFormat = 'parquet' | 'arrow' | 'csv';

/** Spreadsheets run a cell that begins with one of these as a formula; a leading apostrophe makes it text. */
const harmless = (column: string): string =>
  `CASE WHEN regexp_matches("${column}", '^[=+@\\-\\t\\r]') THEN '''' || "${column}" ELSE "${column}" END AS "${column}"`;

/** The query with every text cell that a spreadsheet would run made plain text. */
export const harmlessCsv = async (duck: Duck, query: string): Promise<string> => {
  const columns = await duck.rows<{ column_name: string; column_type: string }>(`DESCRIBE ${query}`);
  const text = columns.filter((column) => column.column_type === 'VARCHAR');
  if (text.length === 0) return query;
  return `SELECT * REPLACE (${text.map((column) => harmless(column.column_name)).join(', ')}) FROM (${query})`;
};

/**
 * A cohort's table as a file: pseudonyms of the study, weeks, cells of resolution 9 at the finest. An invented town
 * says so on every row. The caller logs who asked and why.
 * @returns null when no night of that territory has been computed yet
 * @throws JokaError LAB_COHORT_INVALID, STUDY_TERRITORY_UNKNOWN
 */
export const exportTable = async (
  deps: Pick<OpenLake, 'db' | 'files' | 'copy'> & { readonly duck: Duck },
  cohort: Cohort,
  table: LabTableName,
  format: ExportFormat,
): Promise<Uint8Array | null> => {
  const found = await labQuery(deps, cohort, table);
  if (found === null) return null;
  const { invented } = await findTerritory(deps.db, cohort.territory);
  const query = invented
    ? `SELECT *, '${INVENTED_NOTICE.replaceAll("'", "''")}' AS notice FROM (${found.query})`
    : found.query;
  if (format === 'arrow') return deps.duck.arrow(query);
  return deps.copy(deps.duck, format === 'csv' ? await harmlessCsv(deps.duck, query) : query, format);
};
