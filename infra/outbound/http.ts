import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, request as send } from 'undici';
import type { Dispatcher } from 'undici';
import { JokaError } from '../../game/errors.ts';
import type { HttpAnswer, HttpDoor, HttpRequest } from './door.ts';
import { checkUrl, hostPort, publicLookup } from './guard.ts';

const MAX_REDIRECTS = 5;
const CONNECT_MS = 10_000;
/** Silence in the middle of an answer. */
const IDLE_MS = 60_000;
const AGENT = 'Joka/0.1 (job offers for a town; reads feeds it was given)';
/** What may follow a redirect to another host; everything else may be a credential. */
const HARMLESS = new Set(['accept', 'accept-language', 'user-agent', 'accept-encoding']);

const unavailable = (url: URL, method: string, error: unknown): JokaError => {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof JokaError) return at;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const name = error instanceof Error ? error.name : 'unknown';
  const reason = name === 'TimeoutError' || name === 'AbortError' ? 'no whole answer in time' : code || name;
  return new JokaError(
    'FEED_SOURCE_UNAVAILABLE',
    { source: url.host, request: `${method} ${url.pathname}${url.search}`, reason },
    error,
  );
};

const DECODERS: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
};

/** The body decompressed, with at most `maxBytes` after that. */
const bodyOf = async function* (
  url: URL,
  asked: HttpRequest,
  body: Dispatcher.ResponseData['body'],
  encoding: string,
): AsyncGenerator<Uint8Array> {
  const decoder = DECODERS[encoding];
  let size = 0;
  try {
    const chunks = decoder === undefined ? body : Readable.from(body).pipe(decoder());
    for await (const chunk of chunks as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > asked.maxBytes)
        throw new JokaError('FEED_ANSWER_TOO_LARGE', { url: url.host + url.pathname, limit: asked.maxBytes });
      yield chunk;
    }
  } catch (error) {
    throw unavailable(url, asked.method ?? 'GET', error);
  } finally {
    body.destroy();
  }
};

const headersOf = (raw: Dispatcher.ResponseData['headers']): Headers => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  return headers;
};

const onward = (
  headers: Readonly<Record<string, string>>,
  from: URL,
  to: URL,
): Readonly<Record<string, string>> =>
  from.origin === to.origin
    ? headers
    : Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.has(name.toLowerCase())));

/**
 * The door to the outside. Every address, the first and those of redirects, is checked, resolved and connected to as
 * checked; ports are 80 and 443; time, size and decompressed size are bounded; credentials do not follow to another
 * host.
 * @param privateHosts `host:port` that may be private: a partner inside the own network, or a server of the suites
 */
export const createHttp = (
  privateHosts: readonly string[] = [],
): { http: HttpDoor; close(): Promise<void> } => {
  const allowed = new Set(privateHosts);
  const timeouts = { headersTimeout: IDLE_MS, bodyTimeout: IDLE_MS, connectTimeout: CONNECT_MS };
  const guarded = new Agent({ ...timeouts, connect: { lookup: publicLookup, timeout: CONNECT_MS } });
  const inside = new Agent(timeouts);

  const http: HttpDoor = async (asked) => {
    const method = asked.method ?? 'GET';
    const signal = AbortSignal.timeout(asked.timeoutMs);
    let url = checkUrl(asked.url, allowed);
    let headers: Readonly<Record<string, string>> = {
      'user-agent': AGENT,
      'accept-encoding': 'gzip',
      ...asked.headers,
    };
    for (let hop = 0; ; hop += 1) {
      let answer: Dispatcher.ResponseData;
      try {
        answer = await send(url, {
          method,
          headers,
          signal,
          dispatcher: allowed.has(hostPort(url)) ? inside : guarded,
          ...(asked.body === undefined ? {} : { body: asked.body }),
        });
      } catch (error) {
        throw unavailable(url, method, error);
      }
      const received = headersOf(answer.headers);
      const location = received.get('location');
      if (answer.statusCode < 300 || answer.statusCode >= 400 || location === null) {
        const encoding = (received.get('content-encoding') ?? '').trim().toLowerCase();
        const found: HttpAnswer = {
          status: answer.statusCode,
          headers: received,
          url: url.href,
          body: bodyOf(url, asked, answer.body, encoding),
        };
        return found;
      }
      await answer.body.dump();
      if (method !== 'GET' || hop >= MAX_REDIRECTS)
        throw new JokaError('FEED_ADDRESS_REFUSED', {
          url: url.host,
          reason: method === 'GET' ? `more than ${MAX_REDIRECTS} redirects` : 'a redirect of what was sent',
        });
      const next = checkUrl(URL.canParse(location, url) ? new URL(location, url).href : location, allowed);
      headers = onward(headers, url, next);
      url = next;
    }
  };
  return {
    http,
    close: async () => {
      await Promise.all([guarded.destroy(), inside.destroy()]);
    },
  };
};
