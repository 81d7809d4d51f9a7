import type { Duck } from '../duckdb/duck.ts';
import type { LakeDoors } from './doors.ts';
import { listFiles, type LakeFile } from './manifest.ts';
import { rewritePartition } from './rewrite.ts';
import type { LakeTable } from './schema.ts';
import { bucketOf, columnNames, scan } from './sql.ts';

/** Which rows of a table go and which come, as SQL of the caller's DuckDB: it may name the caller's own tables. */
export type Replacement = {
  readonly table: LakeTable;
  /** Predicate of the rows that go. */
  readonly gone: string;
  /** Relation of the rows that come, with the table's columns; computed once, so name a table. */
  readonly rows: string;
  /** Asked under each week's lock; when it says no, the week is left alone: an erasure came between. */
  readonly stands: () => Promise<boolean>;
};
export type ReplaceReport = { partitions: number; removed: number; added: number };

const WEEK = `strftime(at_local, '%G-W%V')`;

const count = async (duck: Duck, relation: string): Promise<number> => {
  const [row] = await duck.rows<{ n: bigint }>(`SELECT count(*) AS n FROM ${relation}`);
  return Number(row?.n ?? 0n);
};

/** The files of the buckets that rows leave or come to. */
const filesOf = async (
  duck: Duck,
  files: readonly LakeFile[],
  moving: string,
  bits: number,
): Promise<LakeFile[]> => {
  const rows = await duck.rows<{ bucket: number }>(
    `SELECT DISTINCT ${bucketOf(bits)} AS bucket FROM (${moving})`,
  );
  const buckets = new Set(rows.map((row) => row.bucket));
  return files.filter((file) => buckets.has(file.bucket));
};

/**
 * Rewrites the weeks in which rows differ: objects first, then the manifest in one transaction per week. A week whose
 * rows come out as they were is left alone, so that the same computation twice writes nothing.
 */
export const replaceRows = async (
  doors: LakeDoors,
  duck: Duck,
  { table, gone, rows, stands }: Replacement,
): Promise<ReplaceReport> => {
  const present = new Set((await listFiles(doors.db.study, { tables: [table] })).map((file) => file.week));
  const coming = await duck.rows<{ week: string }>(`SELECT DISTINCT ${WEEK} AS week FROM ${rows}`);
  const weeks = [...new Set([...present, ...coming.map((row) => row.week)])].toSorted();
  const report: ReplaceReport = { partitions: 0, removed: 0, added: 0 };
  for (const week of weeks) {
    const inn = `SELECT ${columnNames(table)} FROM ${rows} WHERE ${WEEK} = '${week}'`;
    const result = await rewritePartition(doors, duck, { table, week }, async (files, bits) => {
      if (!(await stands())) return null;
      const paths = await doors.files.paths(files.map((file) => file.key));
      const out = `SELECT ${columnNames(table)} FROM ${scan(table, paths)} WHERE ${gone}`;
      const differ = `((${out} EXCEPT ALL ${inn}) UNION ALL (${inn} EXCEPT ALL ${out}))`;
      if ((await count(duck, differ)) === 0) return null;
      const chosen = await filesOf(duck, files, `${out} UNION ALL ${inn}`, bits);
      report.removed += await count(duck, `(${out})`);
      report.added += await count(duck, `(${inn})`);
      return { files: chosen, bits, keep: `NOT (${gone})`, add: inn };
    });
    if (result !== null) report.partitions += 1;
  }
  return report;
};
