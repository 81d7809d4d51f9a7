import { JokaError } from '../../../game/errors.ts';
import type { HttpDoor } from '../../../infra/outbound/door.ts';
import type { Credentials } from '../connector.ts';
import { retryAfterMs } from '../retry-after.ts';
import { createPace } from './pace.ts';
import { exchange, reasonIn } from './request.ts';
import type { Answer } from './request.ts';
import { createTokenSource } from './token.ts';

/** What a client of the API needs. `url` ends before `/v2/offres/search`. */
export type ClientOptions = {
  readonly http: HttpDoor;
  readonly url: string;
  readonly tokenUrl: string;
  readonly credentials: Credentials;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
};

export type FranceTravailClient = {
  /** One search request. 200 and 206 carry a page, 204 none. */
  search(parameters: Readonly<Record<string, string>>): Promise<Answer>;
  /** Whether an offer is gone: the API answers 204 to its id. */
  isGone(id: string): Promise<boolean>;
};

const MAX_WAITS = 8;
const MAX_FAILURES = 4;
const FIRST_BACK_OFF_MS = 500;

/**
 * The API behind its habits: a token renewed before its end and once more on a 401, the rate the answers name,
 * `Retry-After` obeyed, 5xx and broken connections tried again with back-off.
 * @throws JokaError FEED_RATE_LIMITED, FEED_SOURCE_UNAVAILABLE (transient), FEED_REQUEST_REFUSED,
 *   FEED_CREDENTIALS_REFUSED (terminal)
 */
export const createClient = (options: ClientOptions): FranceTravailClient => {
  const { now, sleep } = options;
  const tokens = createTokenSource(options.http, options.tokenUrl, options.credentials, now);
  const pace = createPace(() => performance.now(), sleep);

  const once = async (url: URL): Promise<Answer & { token: string }> => {
    const token = await tokens.current();
    await pace.turn();
    const answer = await exchange(options.http, url, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
    });
    pace.learn(answer.headers);
    return { ...answer, token };
  };

  const get = async (url: URL): Promise<Answer> => {
    const request = `GET ${url.pathname}${url.search}`;
    const source = url.host;
    let waits = 0;
    let failures = 0;
    let renewed = false;
    for (;;) {
      let answer: Answer & { token: string };
      try {
        answer = await once(url);
      } catch (error) {
        failures += 1;
        if (!(error instanceof JokaError) || error.spec.kind === 'terminal' || failures > MAX_FAILURES)
          throw error;
        await sleep(FIRST_BACK_OFF_MS * 2 ** failures);
        continue;
      }
      const { status } = answer;
      if (status === 200 || status === 206 || status === 204) return answer;
      if (status === 401 && !renewed) {
        renewed = true;
        tokens.refused(answer.token);
      } else if (status === 401 || status === 403) {
        throw new JokaError('FEED_CREDENTIALS_REFUSED', { source, reason: reasonIn(answer) });
      } else if (status === 429) {
        waits += 1;
        if (waits > MAX_WAITS) throw new JokaError('FEED_RATE_LIMITED', { source, tries: MAX_WAITS });
        await sleep(retryAfterMs(answer.headers, now()));
      } else if (status >= 500) {
        failures += 1;
        const reason = `status ${status}, ${reasonIn(answer)}`;
        if (failures > MAX_FAILURES)
          throw new JokaError('FEED_SOURCE_UNAVAILABLE', { source, request, reason });
        await sleep(FIRST_BACK_OFF_MS * 2 ** failures);
      } else
        throw new JokaError('FEED_REQUEST_REFUSED', { source, status, request, reason: reasonIn(answer) });
    }
  };

  const base = options.url.replace(/\/$/, '');
  return {
    search: (parameters) => {
      const url = new URL(`${base}/v2/offres/search`);
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return get(url);
    },
    isGone: async (id) => (await get(new URL(`${base}/v2/offres/${encodeURIComponent(id)}`))).status === 204,
  };
};
