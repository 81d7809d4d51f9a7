import { JokaError } from '../../../game/errors.ts';
import type { Json } from '../../../infra/pipeline.ts';
import { call, mustBeOk } from '../call.ts';
import type { FeedOrigin, FetchDoors, Fetched } from '../connector.ts';
import { readWhole } from '../http.ts';
import { isObject } from '../row-reader.ts';

/** The file of every offer had some hundreds of megabytes. */
const MAX_EXPORT = 4 * 1024 ** 3;
const MAX_SEARCH = 64 * 1024 * 1024;
const TIMEOUT_MS = 60_000;
const EXPORT_TIMEOUT_MS = 3_600_000;

const keyOf = (doors: FetchDoors, url: string): string => {
  if (doors.apiKey === null)
    throw new JokaError('FEED_NOT_CONFIGURED', { source: new URL(url).host, missing: 'JOKA_LBA_API_KEY' });
  return doors.apiKey;
};

/**
 * The nightly file of every offer: its signed address is good for two minutes, so it is asked for and read in one
 * stretch. Complete when it is whole.
 */
const fetchExport = async (url: string, doors: FetchDoors): Promise<Fetched> => {
  const headers = { authorization: `Bearer ${keyOf(doors, url)}`, accept: 'application/json' };
  const asked = mustBeOk(
    await call(doors, { url: `${url}/job/v1/export`, headers, maxBytes: MAX_SEARCH, timeoutMs: TIMEOUT_MS }),
  );
  const answer: unknown = JSON.parse(new TextDecoder().decode(await readWhole(asked)));
  const signed = isObject(answer) ? answer['url'] : null;
  if (typeof signed !== 'string')
    throw new JokaError('FEED_REQUEST_REFUSED', {
      source: new URL(url).host,
      status: 200,
      request: 'GET /job/v1/export',
      reason: 'an answer without url',
    });
  const file = mustBeOk(
    await call(doors, { url: signed, maxBytes: MAX_EXPORT, timeoutMs: EXPORT_TIMEOUT_MS }),
  );
  await doors.keepDocument({
    name: 'export.json',
    chunks: file.body,
    contentType: file.headers.get('content-type'),
  });
  return { cursor: null, complete: true };
};

/** One search per department: at most 150 offers of each partner and no further page, so it is never complete. */
const searchNext = async (
  url: string,
  departments: readonly string[],
  at: number,
  doors: FetchDoors,
): Promise<Fetched> => {
  const department = departments[at];
  if (department === undefined) return { cursor: null, complete: false };
  const address = new URL(`${url}/job/v1/search`);
  address.searchParams.set('departements', department);
  const headers = { authorization: `Bearer ${keyOf(doors, url)}`, accept: 'application/json' };
  const answer = mustBeOk(
    await call(doors, { url: address.href, headers, maxBytes: MAX_SEARCH, timeoutMs: TIMEOUT_MS }),
  );
  await doors.keep({ name: `search.${department}.json`, bytes: await readWhole(answer), contentRange: null });
  return at + 1 < departments.length
    ? { cursor: at + 1, complete: false }
    : { cursor: null, complete: false };
};

/** The export, or with departments the search. @throws JokaError FEED_NOT_CONFIGURED, those of `call` */
export const fetchLba = (
  origin: FeedOrigin,
  base: string,
  cursor: Json,
  doors: FetchDoors,
): Promise<Fetched> => {
  const url = base.replace(/\/$/, '');
  return origin.departments?.length
    ? searchNext(url, origin.departments, typeof cursor === 'number' ? cursor : 0, doors)
    : fetchExport(url, doors);
};
