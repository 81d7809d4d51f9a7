import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { JokaError } from '../../../game/errors.ts';
import type { FetchDoors, Fetched } from '../connector.ts';
import { isObject } from '../row-reader.ts';
import { coversAll, parseContentRange } from './content-range.ts';

const PAGE = /^(.+)\.(\d+)-(\d+)\.json$/;
/** A page of 150 offers has about 1 MB; anything near this is no page. */
const MAX_PAGE = 64 * 1024 * 1024;
const INDEX = /^(.+)\.index\.json$/;

/** Names of the plain files of a folder: a pipe or a folder named like a page is none. */
const list = async (dir: string): Promise<string[]> => {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory() && !entry.isFIFO()).map((entry) => entry.name);
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new JokaError('FEED_ORIGIN_UNREADABLE', { origin: dir, reason }, cause);
  }
};

/** The Content-Range of each file an index names. A broken index is as good as none: nothing is then proven. */
const readIndex = async (path: string): Promise<Map<string, string | null>> => {
  const ranges = new Map<string, string | null>();
  try {
    const entries: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (!Array.isArray(entries)) return ranges;
    for (const entry of entries.filter(isObject)) {
      const headers = isObject(entry['headers']) ? entry['headers'] : {};
      const range = headers['Content-Range'] ?? headers['content-range'];
      if (typeof entry['file'] === 'string')
        ranges.set(entry['file'], typeof range === 'string' ? range : null);
    }
  } catch {
    return new Map();
  }
  return ranges;
};

/**
 * Keeps recorded pages of a folder: `<window>.<from>-<to>.json`, with `<window>.index.json` beside them listing
 * `{file, range, status, headers: {"Content-Range": "offres 0-149/608"}}`. Pages come by window, then by position.
 * `complete` only when every window has an index whose ranges cover its total and whose files are all there.
 * @throws JokaError FEED_ORIGIN_UNREADABLE, FEED_NO_PAGES
 */
export const keepDirectory = async (dir: string, doors: FetchDoors): Promise<Fetched> => {
  const names = await list(dir);
  const indexed = new Map<string, Map<string, string | null>>();
  for (const name of names) {
    const window = INDEX.exec(name)?.[1];
    if (window !== undefined) indexed.set(window, await readIndex(join(dir, name)));
  }
  const pages = names
    .flatMap((name) => {
      const found = PAGE.exec(name);
      return found ? [{ name, window: found[1] ?? '', from: Number(found[2]) }] : [];
    })
    .toSorted((a, b) => (a.window === b.window ? a.from - b.from : a.window < b.window ? -1 : 1));
  const windows = new Set([...indexed.keys(), ...pages.map((page) => page.window)]);
  // a recorded sweep that found nothing has an index and no page
  if (windows.size === 0) throw new JokaError('FEED_NO_PAGES', { origin: dir });
  for (const page of pages) {
    const path = join(dir, page.name);
    const { size } = await stat(path);
    if (size > MAX_PAGE)
      throw new JokaError('FEED_ORIGIN_UNREADABLE', {
        origin: path,
        reason: `${size} bytes, more than the ${MAX_PAGE} of a page`,
      });
    const contentRange = indexed.get(page.window)?.get(page.name) ?? null;
    await doors.keep({ name: page.name, bytes: await readFile(path), contentRange });
  }
  const present = new Set(names);
  const complete = [...windows].every((window) => {
    const index = indexed.get(window);
    if (!index) return false;
    const own = pages.filter((page) => page.window === window);
    return (
      [...index.keys()].every((file) => present.has(file)) &&
      (coversAll(own.map((page) => parseContentRange(index.get(page.name) ?? null))) ||
        (own.length === 0 && index.size === 0))
    );
  });
  return { cursor: null, complete };
};
