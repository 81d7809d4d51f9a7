import { JokaError } from '../../../game/errors.ts';
import type { Json } from '../../../infra/pipeline.ts';
import type { FeedOrigin, FetchDoors, Fetched } from '../connector.ts';
import { createClient } from './client.ts';
import type { FranceTravailClient } from './client.ts';
import { parseContentRange } from './content-range.ts';
import { TOKEN_URL } from './token.ts';
import { halve, PAGE_SIZE, toSeconds, windowName, WINDOW_LIMIT } from './windows.ts';
import type { Window } from './windows.ts';

/** Requests per stretch: the state between two stretches is saved, so a kill costs at most this many requests. */
const REQUESTS_PER_STRETCH = 20;
/** Offers of the public service are refreshed for years; none is older than its present database. */
const EARLIEST = '2005-01-01T00:00:00Z';
const DAY_MS = 86_400_000;
const MAX_RESTARTS = 3;

/** `windows`: a stack, next last. `roots`: what each department's whole window said; `leaves`: what its parts sum to. */
type SweepState = {
  readonly windows: readonly Window[];
  readonly roots: Readonly<Record<string, number>>;
  readonly leaves: Readonly<Record<string, number>>;
  readonly proven: boolean;
};

const begin = (origin: FeedOrigin, startedAt: string): SweepState => {
  const to = toSeconds(Date.parse(startedAt) + DAY_MS);
  const fast = origin.mode === 'fast' && origin.since !== undefined;
  const from = fast ? toSeconds(Date.parse(origin.since)) : EARLIEST;
  const departments = origin.departments?.length ? origin.departments : [null];
  const windows = departments.map((department): Window => ({
    department,
    from,
    to,
    start: 0,
    total: null,
    restarts: 0,
  }));
  return { windows: windows.toReversed(), roots: {}, leaves: {}, proven: true };
};

const keyOf = (window: Window): string => window.department ?? 'all';

const request = (window: Window): Record<string, string> => ({
  range: `${window.start}-${window.start + PAGE_SIZE - 1}`,
  // by date of creation: relevance changes from one page to the next
  sort: '1',
  minCreationDate: window.from,
  maxCreationDate: window.to,
  ...(window.department === null ? {} : { departement: window.department }),
});

const finish = (state: SweepState, rest: readonly Window[], window: Window, total: number): SweepState => ({
  ...state,
  windows: rest,
  leaves: { ...state.leaves, [keyOf(window)]: (state.leaves[keyOf(window)] ?? 0) + total },
});

const advance = async (
  client: FranceTravailClient,
  state: SweepState,
  doors: FetchDoors,
): Promise<SweepState> => {
  const rest = state.windows.slice(0, -1);
  const window = state.windows.at(-1);
  if (!window) return state;
  const answer = await client.search(request(window));
  const header = answer.headers.get('content-range');
  const range = answer.status === 204 ? { from: 0, to: -1, total: 0 } : parseContentRange(header);
  if (range === null)
    throw new JokaError('FEED_REQUEST_REFUSED', {
      source: windowName(window),
      status: answer.status,
      request: `range ${window.start}`,
      reason: 'an answer without a readable Content-Range',
    });
  const { total } = range;
  const roots = { [keyOf(window)]: total, ...state.roots };
  const known: SweepState = { ...state, roots };
  if (window.start === 0 && total > WINDOW_LIMIT) {
    const halves = halve(window);
    if (halves) return { ...known, windows: [...rest, ...halves] };
    // more offers in one second than the API shows: read what it shows, prove nothing
    return advanceInside(known, rest, window, range, answer.body, header, doors, false);
  }
  return advanceInside(known, rest, window, range, answer.body, header, doors, true);
};

const advanceInside = async (
  state: SweepState,
  rest: readonly Window[],
  window: Window,
  range: { from: number; to: number; total: number },
  body: Uint8Array,
  header: string | null,
  doors: FetchDoors,
  provable: boolean,
): Promise<SweepState> => {
  const { total } = range;
  const moved = window.total !== null && window.total !== total;
  if (moved && window.restarts < MAX_RESTARTS)
    return {
      ...state,
      windows: [...rest, { ...window, start: 0, total: null, restarts: window.restarts + 1 }],
    };
  if (total > 0 && range.to >= range.from)
    await doors.keep({
      name: `${windowName(window)}.${range.from}-${range.to}`,
      bytes: body,
      contentRange: header,
    });
  const proven = state.proven && provable && !moved && (total === 0 || range.from === window.start);
  const start = range.to + 1;
  if (total === 0 || start >= Math.min(total, WINDOW_LIMIT) || range.to < range.from)
    return finish({ ...state, proven }, rest, window, total);
  return { ...state, proven, windows: [...rest, { ...window, start, total }] };
};

/** The API as a run's doors reach it. @throws JokaError FEED_NOT_CONFIGURED */
export const openClient = (origin: FeedOrigin, url: string, doors: FetchDoors): FranceTravailClient => {
  if (doors.credentials === null)
    throw new JokaError('FEED_NOT_CONFIGURED', {
      source: new URL(url).host,
      missing: 'JOKA_FRANCETRAVAIL_CLIENT_ID and JOKA_FRANCETRAVAIL_CLIENT_SECRET',
    });
  return createClient({
    http: doors.http,
    url,
    tokenUrl: origin.tokenUrl ?? TOKEN_URL,
    credentials: doors.credentials,
    now: () => doors.now(),
    sleep: (ms) => doors.sleep(ms),
  });
};

/**
 * Sweeps the API by windows of creation dates, halved until each holds at most 3,150 offers. The sweep is complete
 * when every window was read to its `Content-Range` total and the parts of each department sum to its whole.
 * @throws JokaError FEED_NOT_CONFIGURED, those of `createClient`
 */
export const sweep = async (
  origin: FeedOrigin,
  url: string,
  cursor: Json,
  doors: FetchDoors,
): Promise<Fetched> => {
  const client = openClient(origin, url, doors);
  // the cursor was made below and kept as JSON: only its type was forgotten
  let state = cursor === null ? begin(origin, doors.startedAt) : (cursor as unknown as SweepState);
  for (let n = 0; n < REQUESTS_PER_STRETCH && state.windows.length > 0; n += 1)
    state = await advance(client, state, doors);
  if (state.windows.length > 0) return { cursor: state as unknown as Json, complete: false };
  const summed = Object.keys(state.roots).every((key) => (state.leaves[key] ?? 0) === state.roots[key]);
  return { cursor: null, complete: state.proven && summed };
};
