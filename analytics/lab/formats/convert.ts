import path from 'node:path';
import { JokaError } from '../../../game/errors.ts';
import type { Duck } from '../../../infra/duckdb/duck.ts';
import type { BadRow } from '../guesses.ts';
import { headBytes } from '../read/dialect.ts';
import type { StudyFile } from '../read/list-files.ts';
import { sqlText } from '../read/number.ts';

export type FileFormatName = 'text' | 'parquet';

/** A file's format by its first bytes. */
export const formatOf = (file: string): FileFormatName => {
  const head = Buffer.from(headBytes(file, 4096)).toString('latin1');
  if (head.startsWith('PAR1')) return 'parquet';
  const utf16 = /^(\xff\xfe|\xfe\xff)/.test(head);
  if (!utf16 && !head.startsWith('\x1f\x8b') && head.includes('\0'))
    throw new JokaError('LAB_FORMAT_UNKNOWN', { file: path.basename(file) });
  return 'text';
};

/** A text file with a header made from a file of another format, and the records that could not be taken. */
export const convertFile = async (
  duck: Duck,
  format: Exclude<FileFormatName, 'text'>,
  file: StudyFile,
  work: string,
  number: number,
): Promise<{ path: string; badRows: readonly Omit<BadRow, 'table'>[] }> => {
  const to = path.join(work, `${number}.csv`);
  if (format === 'parquet')
    await duck.run(
      `COPY (SELECT COLUMNS(*)::VARCHAR FROM read_parquet(${sqlText(file.path)})) TO ${sqlText(to)} (FORMAT csv, HEADER true)`,
    );
  return { path: to, badRows: [] };
};
