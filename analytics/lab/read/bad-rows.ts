import type { Duck } from '../../../infra/duckdb/duck.ts';
import type { BadRow } from '../guesses.ts';
import type { StudyFile } from './list-files.ts';

/** The most that are listed one by one; all are counted. */
const LISTED = 1000;

/**
 * Rows of `read_<table>` with a reason, as lines of their files. A line's number counts the header and the rows before it
 * that could not be cut into cells (`rejected`).
 */
export const badRowsOf = async (
  duck: Duck,
  table: string,
  files: readonly StudyFile[],
  rejected: readonly BadRow[],
): Promise<{ readonly counts: Record<string, number>; readonly listed: readonly BadRow[] }> => {
  const counts: Record<string, number> = {};
  for (const { reason, n } of await duck.rows<{ reason: string; n: bigint }>(
    `SELECT reason, count(*) AS n FROM read_${table} WHERE reason IS NOT NULL GROUP BY reason ORDER BY reason`,
  ))
    counts[reason] = Number(n);
  const rows = await duck.rows<{ file: number; at: bigint; reason: string }>(
    `SELECT r.file, r.row - f.first AS "at", r.reason
     FROM read_${table} r JOIN (SELECT file, min(rowid) AS first FROM raw_${table} GROUP BY file) f USING (file)
     WHERE r.reason IS NOT NULL ORDER BY r.file, r.row LIMIT ${LISTED}`,
  );
  const listed = rows.map(({ file, at, reason }): BadRow => {
    const name = files[file]?.name ?? '';
    let line = Number(at) + 2;
    for (const before of rejected) if (before.file === name && before.line <= line) line += 1;
    return { table, file: name, line, reason };
  });
  return { counts, listed: [...rejected, ...listed].slice(0, LISTED) };
};
