import { JokaError } from '../../../game/errors.ts';

/** An answer whose body has been read, at most `MAX_BODY` bytes. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Uint8Array };

const TIMEOUT_MS = 30_000;
/** A page of 150 offers has about 1 MB. */
const MAX_BODY = 32 * 1024 * 1024;

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  const cause = error.cause;
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return `${error.name === 'TimeoutError' ? `no answer in ${TIMEOUT_MS / 1000} s` : error.message}${code}`;
};

const readBody = async (response: Response, request: string): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BODY)
      throw new JokaError('FEED_REQUEST_REFUSED', {
        source: new URL(response.url).host,
        status: response.status,
        request,
        reason: `the answer has more than ${MAX_BODY} bytes`,
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/**
 * One HTTP exchange: time and size bounded, no redirect followed. Credentials stand in headers or the body only, so
 * `request` may be told in errors.
 * @throws JokaError FEED_SOURCE_UNAVAILABLE (transient) when there is no complete answer
 */
export const exchange = async (url: URL, init: RequestInit): Promise<Answer> => {
  const request = `${init.method ?? 'GET'} ${url.pathname}${url.search}`;
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, headers: response.headers, body: await readBody(response, request) };
  } catch (error) {
    if (error instanceof JokaError) throw error;
    throw new JokaError(
      'FEED_SOURCE_UNAVAILABLE',
      { source: url.host, request, reason: reasonOf(error) },
      error,
    );
  }
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
