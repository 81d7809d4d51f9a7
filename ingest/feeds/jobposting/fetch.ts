import type { Json } from '../../../infra/pipeline.ts';
import { call, mustBeOk } from '../call.ts';
import type { FeedOrigin, FetchDoors, Fetched } from '../connector.ts';
import { readWhole } from '../http.ts';
import { isSitemap, readSitemap } from './sitemap.ts';

const MAX_PAGE = 8 * 1024 * 1024;
const TIMEOUT_MS = 30_000;
/** Pages per stretch; between two pages the site is left alone for a moment. */
const PAGES_PER_STRETCH = 100;
const BETWEEN_MS = 200;
const MAX_MAPS = 500;

/** `maps`: sitemaps to read, next first; `at`: how many pages of the first one are done. */
type At = {
  readonly maps: readonly string[];
  readonly at: number;
  readonly proven: boolean;
  readonly seen: number;
};

const isAt = (cursor: Json): cursor is At & { [key: string]: Json } =>
  typeof cursor === 'object' && cursor !== null && 'maps' in cursor;

type Got = { readonly status: number; readonly bytes: Uint8Array; readonly contentType: string | null };

const get = async (url: string, doors: FetchDoors): Promise<Got> => {
  const answer = await call(doors, { url, maxBytes: MAX_PAGE, timeoutMs: TIMEOUT_MS });
  return {
    status: answer.status,
    bytes: await readWhole(answer),
    contentType: answer.headers.get('content-type'),
  };
};

const keepPage = (url: string, { bytes, contentType }: Got, doors: FetchDoors): Promise<void> =>
  doors.keep({ name: url, bytes, contentRange: null, contentType });

/**
 * One page, or the pages of a sitemap or sitemap index, stretch by stretch. Complete when every page of every sitemap
 * was read, or said that it is gone (404, 410).
 * @throws JokaError those of `call`
 */
export const fetchPostings = async (
  origin: FeedOrigin,
  url: string,
  cursor: Json,
  doors: FetchDoors,
): Promise<Fetched> => {
  const state: At = isAt(cursor) ? cursor : { maps: [url], at: 0, proven: true, seen: 0 };
  const [map, ...rest] = state.maps;
  if (map === undefined) return { cursor: null, complete: state.proven && origin.all !== false };
  const got = await get(map, doors);
  if (state.maps.length === 1 && state.seen === 0 && state.at === 0) {
    mustBeOk({ ...got, headers: new Headers(), url: map, body: (async function* () {})() });
    if (!isSitemap(map, got.contentType, got.bytes)) {
      await keepPage(map, got, doors);
      return { cursor: null, complete: false };
    }
  }
  if (got.status !== 200)
    return {
      cursor: { ...state, maps: [...rest], at: 0, proven: false, seen: state.seen + 1 },
      complete: false,
    };
  const { pages, maps } = await readSitemap(map, got.bytes);
  let { proven } = state;
  const until = Math.min(pages.length, state.at + PAGES_PER_STRETCH);
  for (const page of pages.slice(state.at, until)) {
    const found = await get(page, doors);
    if (found.status === 200) await keepPage(page, found, doors);
    else if (found.status !== 404 && found.status !== 410) proven = false;
    await doors.sleep(BETWEEN_MS);
  }
  if (until < pages.length)
    return { cursor: { ...state, maps: [...state.maps], at: until, proven }, complete: false };
  const seen = state.seen + 1;
  const more = [...maps, ...rest];
  if (seen + more.length > MAX_MAPS) proven = false;
  const next = more.slice(0, Math.max(0, MAX_MAPS - seen));
  return next.length === 0
    ? { cursor: null, complete: proven && origin.all !== false }
    : { cursor: { maps: next, at: 0, proven, seen }, complete: false };
};
