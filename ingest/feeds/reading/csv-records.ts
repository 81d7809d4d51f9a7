import { parse } from 'csv-parse/sync';

/** One line of a table, or why there is none. */
export type CsvRecord = { readonly cells: readonly string[] } | { readonly reason: string };

/** Longest record taken: beyond it a quote was left open. */
const MAX_RECORD = 1_000_000;
const DELIMITERS = [';', ',', '\t', '|'] as const;

/** The delimiter of a table's first line: what parts it most often, outside quotes. */
export const delimiterOf = (line: string): string => {
  const bare = line.replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((mark) => [mark, bare.split(mark).length - 1] as const);
  return counts.toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? ';';
};

const parsed = (text: string, delimiter: string): string[][] =>
  parse(text, {
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
  });

const cellsOf = (text: string, delimiter: string): CsvRecord => {
  try {
    const [cells, ...more] = parsed(text, delimiter);
    return cells && more.length === 0 ? { cells } : { reason: 'a quote inside a quoted cell' };
  } catch (error) {
    return { reason: error instanceof Error && 'code' in error ? String(error.code) : 'syntax' };
  }
};

/** All at once, which is several times faster; one by one when one of them is bad. */
const cellsOfAll = (texts: readonly string[], delimiter: string): CsvRecord[] => {
  try {
    const rows = parsed(texts.join('\n'), delimiter);
    if (rows.length === texts.length) return rows.map((cells) => ({ cells }));
  } catch {
    // the bad one is found below
  }
  return texts.map((text) => cellsOf(text, delimiter));
};

/**
 * Cuts a CSV text into records, then each into cells. A quote opens a cell only at its beginning, and a cell left open
 * costs the line it began on, not all that follow. Text may come in chunks of any size.
 */
export const createCsvSlicer = (delimiter: string) => {
  const mark = delimiter === '\t' ? '\t' : `\\${delimiter}`;
  const plain = new RegExp(`[\\n\\r"${mark}]`, 'g');
  let text = '';
  /** Where looking goes on, whether a cell is quoted there, whether it is a cell's first character. */
  let at = 0;
  let quoted = false;
  let fresh = true;
  let openedAt = 0;

  const reset = (): void => {
    at = 0;
    quoted = false;
    fresh = true;
    openedAt = 0;
  };

  /** The line that opened a quote for ever is let go; reading goes on after its first line feed. */
  const resync = (): CsvRecord => {
    const end = text.indexOf('\n', openedAt);
    text = end < 0 ? '' : text.slice(end + 1);
    reset();
    return { reason: 'a quote that is never closed' };
  };

  const record = (last: boolean): { text: string } | CsvRecord | null => {
    for (;;) {
      if (quoted) {
        const end = text.indexOf('"', at);
        const next = end < 0 ? '' : (text[end + 1] ?? (last ? '\n' : ''));
        if (end < 0 || next === '') {
          at = end < 0 ? text.length : end;
          return last || text.length > MAX_RECORD ? resync() : null;
        }
        if (next === '"') at = end + 2;
        else if (next === delimiter || next === '\n' || next === '\r') {
          at = end + 1;
          quoted = false;
          fresh = false;
        } else at = end + 1;
        continue;
      }
      plain.lastIndex = at;
      const found = plain.exec(text);
      if (!found) {
        if (text.length > at) fresh = false;
        at = text.length;
        if (!last) return text.length > MAX_RECORD ? resync() : null;
        const rest = { text };
        text = '';
        reset();
        return rest.text.trim() === '' ? null : rest;
      }
      const begins = fresh && found.index === at;
      at = found.index + 1;
      if (found[0] === '"') {
        quoted = begins;
        if (begins) openedAt = found.index;
        fresh = false;
      } else if (found[0] === delimiter) fresh = true;
      else {
        // a carriage return at the very end may belong to a line feed that has not come
        if (found[0] === '\r' && at === text.length && !last) {
          at = found.index;
          fresh = begins;
          return null;
        }
        const end = found.index;
        const size = found[0] === '\r' && text[at] === '\n' ? 2 : 1;
        const line = text.slice(0, end);
        text = text.slice(end + size);
        reset();
        if (line !== '') return { text: line };
      }
    }
  };

  const take = (last: boolean): CsvRecord[] => {
    const records: CsvRecord[] = [];
    let texts: string[] = [];
    const flush = (): void => {
      if (texts.length > 0) for (const one of cellsOfAll(texts, delimiter)) records.push(one);
      texts = [];
    };
    for (let found = record(last); found !== null; found = record(last))
      if ('text' in found) texts.push(found.text);
      else {
        flush();
        records.push(found);
      }
    flush();
    return records;
  };
  return {
    write: (chunk: string): CsvRecord[] => {
      text += chunk;
      return take(false);
    },
    end: (): CsvRecord[] => take(true),
  };
};
