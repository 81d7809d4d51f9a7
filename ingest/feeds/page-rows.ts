import { JokaError } from '../../game/errors.ts';
import type { FeedDocument } from './connector.ts';
import { isObject, kindOf } from './row-reader.ts';
import type { RawObject } from './row-reader.ts';
import { recoverRows, sliceList } from './slice-list.ts';
import type { Slices } from './slice-list.ts';

/** One row of a page: the object, or why there is none. `place` is `<page>/<list>[<index>]`. */
export type PageRow =
  | { readonly place: string; readonly row: RawObject; readonly refusal?: never }
  | { readonly place: string; readonly row?: never; readonly refusal: JokaError };

/** A row of a document, or what is wrong with the document itself from here on. */
export type FeedItem =
  | (PageRow & { readonly damage?: never })
  | {
      readonly place: string;
      readonly damage: JokaError;
      readonly row?: never;
      readonly refusal?: never;
    };

/** The rows of a page in order, and what is wrong with the page as a whole. */
export type PageRows = { readonly rows: readonly PageRow[]; readonly damage: JokaError | null };

const strict = new TextDecoder('utf-8', { fatal: true });

const decode = (bytes: Uint8Array): string | null => {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
};

const parse = (text: string): { value: unknown } | { reason: string } => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    // the engine's own message quotes the text, which may hold a person's data
    return { reason: /[:[,]\s*-?(?:NaN|Infinity)\b/.test(text) ? 'NaN or Infinity' : 'syntax' };
  }
};

const rowOf = (place: string, value: unknown): PageRow =>
  isObject(value)
    ? { place, row: value }
    : { place, refusal: new JokaError('FEED_ROW_NOT_OBJECT', { place, found: kindOf(value) }) };

const sliced = (place: string, bytes: Uint8Array): PageRow => {
  const text = decode(bytes);
  if (text === null) return { place, refusal: new JokaError('FEED_ROW_NOT_UTF8', { place }) };
  const parsed = parse(text);
  return 'value' in parsed
    ? rowOf(place, parsed.value)
    : { place, refusal: new JokaError('FEED_ROW_NOT_JSON', { place, reason: parsed.reason }) };
};

const notAPage = (name: string, reason: string): JokaError =>
  new JokaError('FEED_PAGE_NOT_JSON', { place: name, reason });

const cut = (name: string, key: string, slices: Slices | null): PageRows | null => {
  if (slices === null) return null;
  const rows = slices.items.map((item, i) => sliced(`${name}/${key}[${i}]`, item));
  const damage = slices.closed
    ? null
    : new JokaError('FEED_PAGE_TRUNCATED', { place: name, rows: rows.length });
  return { rows, damage };
};

const readable = (page: PageRows | null): number => page?.rows.filter(({ row }) => row).length ?? 0;

/**
 * Reads the list `key` of a JSON page. A page that is valid as a whole is parsed at once; any other is cut into its
 * rows byte by byte, so that one bad row (NaN, broken UTF-8, a stray quote) or a cut page costs that row, not the page.
 * @param name the page's name, as it stands in places
 */
export const readPageRows = (name: string, bytes: Uint8Array, key: string): PageRows => {
  const text = decode(bytes);
  const whole = text === null ? { reason: 'bytes that are not UTF-8' } : parse(text);
  if ('value' in whole && isObject(whole.value)) {
    const list = whole.value[key];
    if (Array.isArray(list))
      return { rows: list.map((value, i) => rowOf(`${name}/${key}[${i}]`, value)), damage: null };
  }
  if ('value' in whole) return { rows: [], damage: notAPage(name, 'another shape') };
  const straight = cut(name, key, sliceList(bytes, key));
  const recovered = cut(name, key, recoverRows(bytes));
  if (recovered !== null && readable(recovered) > readable(straight)) return recovered;
  return straight ?? { rows: [], damage: notAPage(name, whole.reason) };
};

/** Reads a document that is one page: small enough to be held whole. */
export const readWholePage = async function* (
  document: FeedDocument,
  read: (name: string, bytes: Uint8Array) => PageRows,
): AsyncGenerator<readonly FeedItem[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of document.chunks()) chunks.push(chunk);
  const [only] = chunks;
  const bytes = chunks.length === 1 && only ? only : Buffer.concat(chunks);
  const { rows, damage } = read(document.name, bytes);
  yield damage === null ? rows : [{ place: document.name, damage }, ...rows];
};
