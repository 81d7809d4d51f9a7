import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { JokaError } from '../../../game/errors.ts';
import type { Duck } from '../../../infra/duckdb/duck.ts';
import type { BadRow } from '../guesses.ts';
import { headBytes } from '../read/dialect.ts';
import type { StudyFile } from '../read/list-files.ts';
import { sqlText } from '../read/number.ts';
import { readJson } from './json.ts';
import { isPlt, readPlt } from './plt.ts';
import { recordsCsv, type PlainRecord } from './records.ts';
import { readGpx, readSmsBackup } from './xml.ts';

/** What a file is by its first bytes; `text` is delimited and read as it is. */
export type FileFormatName = 'text' | 'parquet' | 'json' | 'gpx' | 'sms' | 'plt';

/** A file's format by its first bytes, whatever its name. */
export const formatOf = (file: string): FileFormatName => {
  const bytes = headBytes(file, 4096);
  const head = Buffer.from(bytes).toString('latin1');
  if (head.startsWith('PAR1')) return 'parquet';
  if (head.startsWith('\u001F\u008B') || /^(\u00FF\u00FE|\u00FE\u00FF)/.test(head)) return 'text';
  if (head.includes('\0')) throw new JokaError('LAB_FORMAT_UNKNOWN', { file: path.basename(file) });
  const start = head.replace(/^\u00EF\u00BB\u00BF/, '').trimStart();
  if (isPlt(start)) return 'plt';
  if (start.startsWith('<')) {
    if (/<gpx[\s>]/i.test(start)) return 'gpx';
    if (/<(smses|calls)[\s>]/i.test(start)) return 'sms';
    throw new JokaError('LAB_FORMAT_UNKNOWN', { file: path.basename(file) });
  }
  if (/^[[{]/.test(start) || /^\d{4}-\d\d-\d\dT[^\t]*\t\*/.test(start)) return 'json';
  return 'text';
};

/** A text file with a header made from a file of another format, what it was, and the records that could not be taken. */
export const convertFile = async (
  duck: Duck,
  format: Exclude<FileFormatName, 'text'>,
  file: StudyFile,
  work: string,
  number: number,
): Promise<{ path: string; name: string; badRows: readonly Omit<BadRow, 'table'>[] }> => {
  const to = path.join(work, `${number}.csv`);
  if (format === 'parquet') {
    await duck.run(
      `COPY (SELECT COLUMNS(*)::VARCHAR FROM read_parquet(${sqlText(file.path)})) TO ${sqlText(to)} (FORMAT csv, HEADER true)`,
    );
    return { path: to, name: 'Parquet', badRows: [] };
  }
  const content = readFileSync(file.path, 'utf8').replace(/^\uFEFF/, '');
  const { name, records, kind } = read(format, content, file.name);
  const faultOf = (record: PlainRecord): string | null => {
    if (record.time === null) return 'time_missing';
    if (kind === 'contacts') return (record.other ?? null) === null ? 'other_missing' : null;
    return (record.lat ?? null) === null || (record.lng ?? null) === null ? 'place_missing' : null;
  };
  const usable = records.filter((record) => faultOf(record) === null);
  const badRows = records.flatMap((record, i) => {
    const reason = faultOf(record);
    return reason === null ? [] : [{ file: file.name, line: i + 1, reason }];
  });
  writeFileSync(to, recordsCsv(kind, usable));
  return { path: to, name, badRows };
};

type Read = {
  readonly name: string;
  readonly kind: 'positions' | 'contacts';
  readonly records: readonly PlainRecord[];
};

const read = (format: 'json' | 'gpx' | 'sms' | 'plt', content: string, file: string): Read => {
  if (format === 'gpx') return { name: 'GPX', kind: 'positions', records: readGpx(content) };
  if (format === 'plt') return { name: 'Geolife PLT', kind: 'positions', records: readPlt(content) };
  if (format === 'sms') return { name: 'SMS backup', kind: 'contacts', records: readSmsBackup(content) };
  const found = readJson(content);
  if (found === null) throw new JokaError('LAB_FORMAT_UNKNOWN', { file });
  return { name: found.format, kind: 'positions', records: found.records };
};
