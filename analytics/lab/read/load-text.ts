import { JokaError } from '../../../game/errors.ts';
import type { Duck } from '../../../infra/duckdb/duck.ts';
import { convertFile, formatOf } from '../formats/convert.ts';
import type { BadRow, Guess } from '../guesses.ts';
import type { StudyTable } from '../tables.ts';
import { mapColumns, type ColumnMap } from './columns.ts';
import { plainHeader } from './dialect.ts';
import type { StudyFile } from './list-files.ts';
import { sqlName, sqlText } from './number.ts';
import { readableCopy } from './text-file.ts';

/** Files of one shape, read together. */
type Group = {
  readonly delimiter: string;
  readonly header: readonly string[];
  readonly headless: boolean;
  readonly map: ColumnMap;
  readonly files: { readonly path: string; readonly number: number }[];
};

export type Loaded = {
  /** Header as written for each role found, of the first file. */
  readonly headers: Readonly<Record<string, string>>;
  readonly guesses: readonly Guess[];
  readonly badRows: readonly BadRow[];
  readonly rejected: number;
};

const REASONS: Readonly<Record<string, string>> = {
  'MISSING COLUMNS': 'too_few_cells',
  'TOO MANY COLUMNS': 'too_many_cells',
  'UNQUOTED VALUE': 'quote_not_closed',
  'INVALID ENCODING': 'letters_not_readable',
  'LINE SIZE OVER MAXIMUM': 'line_too_long',
};

const select = (table: StudyTable, group: Group): string =>
  table.roles
    .map(({ name }) => {
      const at = group.map[name];
      return `${at === undefined ? 'NULL' : `nullif(trim(c${at}), '')`}::VARCHAR AS ${sqlName(name)}`;
    })
    .join(', ');

const scan = (group: Group, rejects: string): string => {
  const columns = group.header.map((_, i) => `'c${i}': 'VARCHAR'`).join(', ');
  return `read_csv([${group.files.map((file) => sqlText(file.path)).join(', ')}], delim = ${sqlText(group.delimiter)},
    quote = '"', escape = '"', header = ${!group.headless}, auto_detect = false, filename = true, nullstr = '',
    max_line_size = 262144, buffer_size = 8388608, columns = {${columns}}, ignore_errors = true, store_rejects = true,
    rejects_table = '${rejects}', rejects_scan = '${rejects}_scans')`;
};

/**
 * Table `raw_<name>`: one text column per role, `file` the position of its file, rows in the order of files and lines.
 * Cells are not understood yet. Rows that cannot be cut into cells are listed.
 * @throws JokaError LAB_COLUMN_*, LAB_FILE_EMPTY
 */
export const loadText = async (
  duck: Duck,
  table: StudyTable,
  files: readonly StudyFile[],
  said: Readonly<Record<string, string>>,
  work: string,
): Promise<Loaded> => {
  const groups = new Map<string, Group>();
  const guesses: Guess[] = [];
  const badRows: BadRow[] = [];
  const headers: Record<string, string> = {};
  let rejected = 0;
  for (const [number, file] of files.entries()) {
    const format = formatOf(file.path);
    const converted = format === 'text' ? null : await convertFile(duck, format, file, work, number);
    const { path, dialect } = await readableCopy(converted?.path ?? file.path, work, number);
    for (const bad of converted?.badRows ?? []) badRows.push({ ...bad, table: table.name });
    rejected += converted?.badRows.length ?? 0;
    if (converted !== null && number === 0)
      guesses.push({
        table: table.name,
        about: 'format',
        taken: converted.name,
        because: `what ${file.name} holds`,
        flag: '--format-in',
      });
    if (dialect === null) {
      if (files.length === 1) throw new JokaError('LAB_FILE_EMPTY', { file: file.name });
      continue;
    }
    const headless = converted === null && !dialect.header.some((cell) => /[a-z]/i.test(plainHeader(cell)));
    if (headless)
      throw new JokaError('LAB_HEADER_MISSING', {
        table: table.name,
        file: file.name,
        line: dialect.lines[0]?.length ?? 0,
      });
    const shape = JSON.stringify([dialect.delimiter, dialect.header]);
    const group = groups.get(shape) ?? {
      delimiter: dialect.delimiter,
      header: dialect.header,
      headless,
      map: mapColumns(table, dialect.header, said),
      files: [],
    };
    if (!groups.has(shape) && converted === null) {
      // Neither file names nor numbers of lines: the same rows in other files are read the same way.
      const guess = (about: string, taken: string, because: string): void => {
        guesses.push({ table: table.name, about, taken, because, flag: '--columns' });
      };
      if (dialect.delimiter !== ',')
        guess('delimiter', dialect.delimiter === '\t' ? 'tab' : dialect.delimiter, 'it cuts lines evenly');
      if (dialect.encoding !== 'utf-8') guess('encoding', dialect.encoding, 'it is not UTF-8');
      const renamed = table.roles.flatMap(({ name }) => {
        const column = dialect.header[group.map[name] ?? -1];
        return column === undefined || plainHeader(column) === name ? [] : [`${name} = ${column}`];
      });
      if (renamed.length > 0) guess('columns', renamed.join(', '), 'of their names');
    }
    for (const [role, at] of Object.entries(group.map)) headers[role] ??= dialect.header[at] ?? '';
    group.files.push({ path, number });
    groups.set(shape, group);
  }
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE raw_${table.name} (${table.roles.map(({ name }) => `${sqlName(name)} VARCHAR`).join(', ')}, file INTEGER)`,
  );
  for (const [i, group] of [...groups.values()].entries()) {
    const rejects = `rejects_${table.name}_${i}`;
    const numbers = group.files.map((file) => `${sqlText(file.path)}: ${file.number}`).join(', ');
    await duck.run(`INSERT INTO raw_${table.name}
      SELECT ${select(table, group)}, (MAP {${numbers}})[filename]::INTEGER FROM ${scan(group, rejects)}`);
    const found = await duck.rows<{ path: string; line: bigint; type: string; n: bigint }>(
      `SELECT s.file_path AS path, r.line::BIGINT AS line, r.error_type::VARCHAR AS type, count(*) OVER () AS n
       FROM (SELECT DISTINCT ON (scan_id, file_id, line) * FROM ${rejects}) r
            JOIN ${rejects}_scans s USING (scan_id, file_id) ORDER BY path, line LIMIT 1000`,
    );
    rejected += Number(found[0]?.n ?? 0n);
    for (const { path, line, type } of found) {
      const number = group.files.find((file) => file.path === path)?.number ?? 0;
      badRows.push({
        table: table.name,
        file: files[number]?.name ?? '',
        line: Number(line),
        reason: REASONS[type] ?? 'not_readable',
      });
    }
    await duck.run(`DROP TABLE IF EXISTS ${sqlName(rejects)}`);
    await duck.run(`DROP TABLE IF EXISTS ${sqlName(`${rejects}_scans`)}`);
  }
  return { headers, guesses, badRows, rejected };
};
