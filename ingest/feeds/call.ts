import { JokaError } from '../../game/errors.ts';
import type { HttpAnswer, HttpRequest } from '../../infra/outbound/door.ts';
import type { FetchDoors } from './connector.ts';
import { retryAfterMs } from './retry-after.ts';

const MAX_WAITS = 6;
const MAX_FAILURES = 3;
const FIRST_BACK_OFF_MS = 1000;

/**
 * One request of an API or site with its habits: `Retry-After` of a 429 obeyed, 5xx and broken connections tried again
 * with back-off. Other answers are the caller's to judge.
 * @throws JokaError FEED_RATE_LIMITED, FEED_SOURCE_UNAVAILABLE (transient), those of the door
 */
export const call = async (
  doors: Pick<FetchDoors, 'http' | 'sleep' | 'now'>,
  request: HttpRequest,
): Promise<HttpAnswer> => {
  const { host, pathname } = new URL(request.url);
  let waits = 0;
  for (let failures = 0; ;) {
    let answer: HttpAnswer | null = null;
    let reason = '';
    try {
      answer = await doors.http(request);
    } catch (error) {
      if (!(error instanceof JokaError) || error.spec.kind === 'terminal' || failures >= MAX_FAILURES)
        throw error;
    }
    if (answer?.status === 429) {
      waits += 1;
      if (waits > MAX_WAITS) throw new JokaError('FEED_RATE_LIMITED', { source: host, tries: MAX_WAITS });
      await doors.sleep(retryAfterMs(answer.headers, doors.now()));
      continue;
    }
    if (answer !== null && answer.status < 500) return answer;
    if (answer !== null) reason = `status ${answer.status}`;
    failures += 1;
    if (failures > MAX_FAILURES)
      throw new JokaError('FEED_SOURCE_UNAVAILABLE', { source: host, request: `GET ${pathname}`, reason });
    await doors.sleep(FIRST_BACK_OFF_MS * 2 ** failures);
  }
};

/** Refuses whatever is not 200. @throws JokaError FEED_CREDENTIALS_REFUSED, FEED_REQUEST_REFUSED */
export const mustBeOk = (answer: HttpAnswer): HttpAnswer => {
  const { host, pathname } = new URL(answer.url);
  if (answer.status === 401 || answer.status === 403)
    throw new JokaError('FEED_CREDENTIALS_REFUSED', { source: host, reason: `status ${answer.status}` });
  if (answer.status !== 200)
    throw new JokaError('FEED_REQUEST_REFUSED', {
      source: host,
      status: answer.status,
      request: `GET ${pathname}`,
      reason: 'no page',
    });
  return answer;
};
