import type { FastifyInstance } from 'fastify';
import { JokaError } from '../../game/errors.ts';
import { API_PREFIX } from '../../api/contract/route.ts';
import type { BodyOf, ParamsOf, QueryOf, ResponseOf, Route } from '../../api/contract/route.ts';

/** Someone with a session: the cookie as the browser would send it. */
export type Actor = { readonly cookie: string };

type Asked<R extends Route> = {
  readonly actor?: Actor;
  /** UUID that makes the write repeatable. */
  readonly key?: string;
} & (undefined extends BodyOf<R> ? { readonly body?: undefined } : { readonly body: BodyOf<R> }) &
  (undefined extends ParamsOf<R> ? { readonly params?: undefined } : { readonly params: ParamsOf<R> }) &
  (undefined extends QueryOf<R> ? { readonly query?: undefined } : { readonly query?: QueryOf<R> });

/** One part of a multipart form: text, or a file. */
export type Part = { readonly name: string; readonly value: string | Uint8Array };

/** The API as a phone uses it, inside this process: same routes, same checks, no socket. */
export type ApiClient = {
  /** @throws JokaError DEMO_REFUSED with route, status and code when the API refuses */
  ask<R extends Route>(route: R, asked: Asked<R>): Promise<ResponseOf<R>>;
  /** The cookie that entering answers with. */
  enter<R extends Route>(route: R, body: BodyOf<R>): Promise<Actor>;
  upload<R extends Route>(
    route: R,
    actor: Actor,
    key: string,
    parts: readonly Part[],
  ): Promise<ResponseOf<R>>;
};

const BOUNDARY = 'joka-demo-boundary';

const multipart = (parts: readonly Part[]): Buffer =>
  Buffer.concat([
    ...parts.flatMap(({ name, value }) => {
      const file = typeof value === 'string' ? '' : '; filename="photo.jpg"\r\nContent-Type: image/jpeg';
      const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`;
      return [Buffer.from(head), Buffer.from(value), Buffer.from('\r\n')];
    }),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);

const fill = (path: string, params: unknown): string =>
  API_PREFIX +
  path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown>)[name])),
  );

/** Wraps an application; its answers are typed by the contract. */
export const createApiClient = (app: FastifyInstance): ApiClient => {
  const send = async (
    route: Route,
    url: string,
    headers: Record<string, string>,
    payload?: string | Buffer,
  ) => {
    const answer = await app.inject({
      method: route.method,
      url,
      headers,
      ...(payload === undefined ? {} : { payload }),
    });
    if (answer.statusCode >= 400) {
      const body = answer.headers['content-type']?.toString().includes('json') ? answer.json<object>() : {};
      const code =
        'code' in body && 'message' in body ? `${String(body.code)} (${String(body.message)})` : 'none';
      throw new JokaError('DEMO_REFUSED', { route: route.path, status: answer.statusCode, code });
    }
    return answer;
  };
  const headersOf = (actor: Actor | undefined, key: string | undefined): Record<string, string> => ({
    ...(actor === undefined ? {} : { cookie: actor.cookie }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  });
  const json = { 'content-type': 'application/json' };
  return {
    ask: async (route, asked) => {
      const query = Object.entries(asked.query ?? {}).map(([k, v]): [string, string] => [k, String(v)]);
      const search = query.length === 0 ? '' : `?${new URLSearchParams(query).toString()}`;
      const url = fill(route.path, asked.params ?? {}) + search;
      const headers = headersOf(asked.actor, asked.key);
      const answer =
        asked.body === undefined
          ? await send(route, url, headers)
          : await send(route, url, { ...headers, ...json }, JSON.stringify(asked.body));
      return answer.json();
    },
    enter: async (route, body) => {
      const answer = await send(route, API_PREFIX + route.path, json, JSON.stringify(body));
      return { cookie: answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ') };
    },
    upload: async (route, actor, key, parts) => {
      const headers = {
        ...headersOf(actor, key),
        'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      };
      return (await send(route, fill(route.path, {}), headers, multipart(parts))).json();
    },
  };
};
