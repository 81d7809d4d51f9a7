import { JokaError } from '../../../game/errors.ts';
import type { FeedDocument } from '../connector.ts';
import type { FeedItem } from '../page-rows.ts';
import { isObject, kindOf } from '../row-reader.ts';
import { createCsvSlicer, delimiterOf } from './csv-records.ts';
import type { CsvRecord } from './csv-records.ts';
import { createJsonSlicer } from './json-records.ts';
import { isBroken, textOf } from './text.ts';
import { createXmlSlicer, MAX_RECORD } from './xml-records.ts';
import type { Slice } from './xml-records.ts';
import { readXmlRow } from './xml-row.ts';

/** How a document is cut into rows. `item`: the repeated XML element, or the JSON list's name (null: the document). */
export type RowFormat =
  | { readonly format: 'xml'; readonly item: string; readonly encoding: string | null }
  | { readonly format: 'json'; readonly item: string | null; readonly encoding: string | null }
  | { readonly format: 'csv'; readonly delimiter: string | null; readonly encoding: string | null };

const unreadable = (place: string, reason: string): FeedItem => ({
  place,
  refusal: new JokaError('FEED_ROW_UNREADABLE', { place, reason }),
});

const jsonItem = (place: string, slice: Slice): FeedItem => {
  if ('reason' in slice) return unreadable(place, slice.reason);
  try {
    const value: unknown = JSON.parse(slice.text);
    if (isObject(value)) return { place, row: value };
    return { place, refusal: new JokaError('FEED_ROW_NOT_OBJECT', { place, found: kindOf(value) }) };
  } catch {
    // the engine's own message quotes the text, which may hold a person's data
    return { place, refusal: new JokaError('FEED_ROW_NOT_JSON', { place, reason: 'syntax' }) };
  }
};

const xmlItem = (place: string, slice: Slice): FeedItem => {
  if ('reason' in slice) return unreadable(place, slice.reason);
  const read = readXmlRow(slice.text);
  return 'row' in read ? { place, row: read.row } : unreadable(place, read.reason);
};

/** Rows in a list of what each chunk held. */
type Cutter = { write(text: string): FeedItem[]; end(): FeedItem[] };

const truncated = (name: string, rows: number): FeedItem => ({
  place: name,
  damage: new JokaError('FEED_PAGE_TRUNCATED', { place: name, rows }),
});

const xmlCutter = (name: string, element: string): Cutter => {
  const slicer = createXmlSlicer(element);
  let n = 0;
  const items = (slices: readonly Slice[]): FeedItem[] =>
    slices.map((slice) => xmlItem(`${name}/${element}[${n++}]`, slice));
  return {
    write: (text) => items(slicer.write(text)),
    end: () => {
      const { slices, closed } = slicer.end();
      const whole = slices.filter((slice) => 'text' in slice || slice.reason !== 'cut');
      const rest = items(whole);
      return closed && whole.length === slices.length ? rest : [...rest, truncated(name, n)];
    },
  };
};

const jsonCutter = (name: string, key: string | null): Cutter => {
  const slicer = createJsonSlicer(key);
  const list = key ?? 'row';
  let n = 0;
  return {
    write: (text) => slicer.write(text).map((slice) => jsonItem(`${name}/${list}[${n++}]`, slice)),
    end: () => {
      const { closed, found } = slicer.end();
      if (!found)
        return [
          { place: name, damage: new JokaError('FEED_PAGE_NOT_JSON', { place: name, reason: 'no list' }) },
        ];
      return closed ? [] : [truncated(name, n)];
    },
  };
};

/** Field name of a table's column: its header, or `column 7` where there is none. */
const headerOf = (cell: string, index: number): string => cell.trim() || `column ${index + 1}`;

const csvCutter = (name: string, declared: string | null): Cutter => {
  let head = '';
  let slicer: ReturnType<typeof createCsvSlicer> | null = null;
  let headers: readonly string[] | null = null;
  let n = 0;
  let last: FeedItem | null = null;
  let short = false;
  const items = (records: readonly CsvRecord[]): FeedItem[] => {
    const found: FeedItem[] = [];
    for (const record of records) {
      const place = `${name}/row[${n}]`;
      if ('reason' in record) {
        if (headers !== null) n += 1;
        found.push(unreadable(place, record.reason));
        continue;
      }
      if (headers === null) {
        headers = record.cells.map(headerOf);
        continue;
      }
      const names = headers;
      n += 1;
      short = record.cells.length < names.length;
      if (record.cells.length > names.length)
        last = {
          place,
          refusal: new JokaError('FEED_ROW_CELLS', {
            place,
            cells: record.cells.length,
            columns: names.length,
          }),
        };
      else if (short)
        last = {
          place,
          refusal: new JokaError('FEED_ROW_CELLS', {
            place,
            cells: record.cells.length,
            columns: names.length,
          }),
        };
      else
        last = { place, row: Object.fromEntries(names.map((header, i) => [header, record.cells[i] ?? ''])) };
      found.push(last);
    }
    return found;
  };
  const open = (): FeedItem[] => {
    slicer = createCsvSlicer(declared ?? delimiterOf(head.split(/\r\n|\n|\r/)[0] ?? ''));
    const text = head;
    head = '';
    return items(slicer.write(text));
  };
  return {
    write: (text) => {
      if (slicer !== null) return items(slicer.write(text));
      head += text;
      // a first line of an empty mark and no more is not yet a table
      if (head.length > MAX_RECORD) return open();
      return /[\n\r]/.test(text) && /[^\s][^\n\r]*[\n\r]/.test(head) ? open() : [];
    },
    end: () => {
      const first = slicer === null ? open() : [];
      const rest = [...first, ...items(slicer?.end() ?? [])];
      if (headers === null)
        return [...rest, { place: name, damage: new JokaError('FEED_FILE_EMPTY', { place: name }) }];
      return short && n > 0 ? [...rest, truncated(name, n)] : rest;
    },
  };
};

/**
 * The rows of a document of any length, in bounded memory. Bad rows are refused one by one; what ends the document
 * early is its last item.
 */
export const readRows = async function* (
  document: FeedDocument,
  format: RowFormat,
): AsyncGenerator<readonly FeedItem[]> {
  const { name } = document;
  const cutter =
    format.format === 'xml'
      ? xmlCutter(name, format.item)
      : format.format === 'json'
        ? jsonCutter(name, format.item)
        : csvCutter(name, format.delimiter);
  try {
    for await (const text of textOf(document, format.encoding)) {
      const items = cutter.write(text);
      if (items.length > 0) yield items;
    }
  } catch (error) {
    if (!isBroken(error)) throw error;
    yield [{ place: name, damage: error }];
    return;
  }
  const items = cutter.end();
  if (items.length > 0) yield items;
};
