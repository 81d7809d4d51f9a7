import { randomUUID } from 'node:crypto';
import { API_PREFIX } from '../../api/contract/route.ts';

/** An answer as a visitor sees it. */
export type Answer<T> = { status: number; body: T };

/** One browser without a page: keeps its cookie, sends what the page would send. */
export const visitor = (base: string) => {
  let cookie = '';
  const send = async (
    method: string,
    path: string,
    init: { body?: string | FormData; headers?: Record<string, string> } = {},
  ): Promise<Response> => {
    const response = await fetch(`${base}${API_PREFIX}${path}`, {
      ...init,
      method,
      headers: {
        origin: base,
        'sec-fetch-site': 'same-origin',
        cookie,
        ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
        ...init.headers,
      },
    });
    const set = response.headers.getSetCookie();
    if (set.length > 0) cookie = set.map((line) => line.split(';')[0]).join('; ');
    return response;
  };
  const json = async <T>(response: Response): Promise<Answer<T>> => ({
    status: response.status,
    body: (await response.json()) as T,
  });
  return {
    get: async <T>(path: string): Promise<Answer<T>> => json<T>(await send('GET', path)),
    bytes: async (path: string): Promise<Uint8Array> =>
      new Uint8Array(await (await send('GET', path)).arrayBuffer()),
    post: async <T>(path: string, body: unknown): Promise<Answer<T>> =>
      json<T>(
        await send('POST', path, {
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }),
      ),
    put: async <T>(path: string, body: unknown): Promise<Answer<T>> =>
      json<T>(
        await send('PUT', path, {
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }),
      ),
    upload: async <T>(path: string, form: FormData): Promise<Answer<T>> =>
      json<T>(await send('POST', path, { body: form })),
  };
};

/** Asks again until the answer pleases. @throws Error with the last answer after `ms` */
export const until = async <T>(
  ask: () => Promise<T>,
  pleases: (value: T) => boolean,
  ms: number,
): Promise<T> => {
  const deadline = Date.now() + ms;
  for (;;) {
    const value = await ask();
    if (pleases(value)) return value;
    if (Date.now() > deadline)
      throw new Error(`still not so after ${ms} ms: ${JSON.stringify(value).slice(0, 2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
};
