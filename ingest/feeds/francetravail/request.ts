import type { HttpDoor, HttpRequest } from '../../../infra/outbound/door.ts';
import { readWhole } from '../http.ts';

/** An answer whose body has been read, at most `MAX_BODY` bytes. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Uint8Array };

const TIMEOUT_MS = 30_000;
/** A page of 150 offers has about 1 MB. */
const MAX_BODY = 32 * 1024 * 1024;

/** What is sent besides the address. Credentials stand in headers or the body only. */
export type Sent = Pick<HttpRequest, 'method' | 'headers' | 'body'>;

/**
 * One exchange through the door, its time and size bounded, its body read.
 * @throws JokaError FEED_SOURCE_UNAVAILABLE (transient) when there is no complete answer, those of the door
 */
export const exchange = async (http: HttpDoor, url: URL, sent: Sent): Promise<Answer> => {
  const answer = await http({ ...sent, url: url.href, maxBytes: MAX_BODY, timeoutMs: TIMEOUT_MS });
  return { status: answer.status, headers: answer.headers, body: await readWhole(answer) };
};

const LONGEST_REASON = 200;

/** What an error answer says, shortened: its JSON `message`, `error` or text. */
export const reasonIn = (answer: Answer): string => {
  const text = new TextDecoder().decode(answer.body.subarray(0, 4096));
  try {
    const parsed = JSON.parse(text) as { message?: unknown; error?: unknown; error_description?: unknown };
    const said = parsed.message ?? parsed.error_description ?? parsed.error;
    if (typeof said === 'string') return said.slice(0, LONGEST_REASON);
  } catch {
    // not JSON: the text itself is the reason
  }
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_REASON) || 'no reason given';
};
