import { JokaError } from '../../../game/errors.ts';
import type { Json } from '../../../infra/pipeline.ts';
import { call, mustBeOk } from '../call.ts';
import type { FeedOrigin, FetchDoors, Fetched } from '../connector.ts';
import { readWhole } from '../http.ts';
import { isObject } from '../row-reader.ts';

/** Missions per request; the API gives up to 10,000, which are some 50 MB. */
const PAGE_SIZE = 2000;
const MAX_PAGE = 128 * 1024 * 1024;
const TIMEOUT_MS = 120_000;

type At = { readonly skip: number; readonly total: number | null; readonly proven: boolean };

const isAt = (cursor: Json): cursor is At =>
  typeof cursor === 'object' && cursor !== null && 'skip' in cursor;

/**
 * One page of missions. Complete when the pages hold as many as the answers said, and said the same all along.
 * @throws JokaError FEED_NOT_CONFIGURED, those of `call`
 */
export const fetchMissions = async (
  origin: FeedOrigin,
  base: string,
  cursor: Json,
  doors: FetchDoors,
): Promise<Fetched> => {
  if (doors.apiKey === null)
    throw new JokaError('FEED_NOT_CONFIGURED', {
      source: new URL(base).host,
      missing: 'JOKA_ENGAGEMENT_API_KEY',
    });
  const at: At = isAt(cursor) ? cursor : { skip: 0, total: null, proven: true };
  const url = new URL(`${base.replace(/\/$/, '')}/v0/mission`);
  url.searchParams.set('limit', String(PAGE_SIZE));
  url.searchParams.set('skip', String(at.skip));
  if (origin.mode === 'fast' && origin.since !== undefined)
    url.searchParams.set('createdAt', `gt:${origin.since.slice(0, 10)}`);
  const answer = mustBeOk(
    await call(doors, {
      url: url.href,
      headers: { apikey: doors.apiKey, accept: 'application/json' },
      maxBytes: MAX_PAGE,
      timeoutMs: TIMEOUT_MS,
    }),
  );
  const bytes = await readWhole(answer);
  await doors.keep({ name: `mission.${at.skip}.json`, bytes, contentRange: null });
  let total: number | null = null;
  let rows = 0;
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (isObject(body)) {
      total = typeof body['total'] === 'number' ? body['total'] : null;
      rows = Array.isArray(body['data']) ? body['data'].length : 0;
    }
  } catch {
    // the page is kept and its good rows are read; nothing is proven by it
  }
  const proven = at.proven && total !== null && (at.total === null || at.total === total);
  const skip = at.skip + rows;
  if (total === null || rows === 0 || skip >= total)
    return { cursor: null, complete: proven && skip === total };
  return { cursor: { skip, total, proven }, complete: false };
};
