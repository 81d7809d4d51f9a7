import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer given in place of the normal one, by number of search request (from 0). */
export type Trouble = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the connection in the middle of the body. */
  readonly cut?: boolean;
};

export type ReplayOptions = {
  /** The offers the server has now; read at each request, so a test may change it in between. */
  readonly offers: () => readonly Record<string, unknown>[];
  /** Offers that no search shows and that still answer to their id. */
  readonly hidden?: () => readonly Record<string, unknown>[];
  readonly troubles?: Readonly<Record<number, Trouble>>;
  /** Search requests a token is good for; after that it is answered 401. Default: no end. */
  readonly requestsPerToken?: number;
  /** Seconds, as the token's answer says. Default 1499. */
  readonly expiresIn?: number;
  /** Requests in a row without a pause of a second that are let through; then 429. Default: no limit. */
  readonly burst?: number;
};

const GOOD = { id: 'test-client', secret: 'test-secret' };
const MAX_START = 3000;
const MAX_WIDTH = 150;

const send = (response: ServerResponse, status: number, body: string, headers: object = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
};

const bodyOf = async (request: IncomingMessage): Promise<URLSearchParams> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
};

/**
 * "Offres d'emploi v2" on this machine, with its habits: token, `Content-Range`, 206 and 204, the bounds of `range`,
 * creation windows in whole seconds, departments, 401, 429 with `Retry-After`, 500, rate headers.
 */
export const startReplay = async (options: ReplayOptions) => {
  const log: { path: string; range: string | null; status: number }[] = [];
  let tokens = 0;
  let searches = 0;
  let usesOfToken = 0;
  let lastSecond = 0;
  let inSecond = 0;

  const search = (url: URL, response: ServerResponse, authorization: string | undefined): number => {
    const n = searches;
    searches += 1;
    const trouble = options.troubles?.[n];
    if (trouble) {
      if (trouble.cut) {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"resultats":[');
        response.destroy();
        return trouble.status;
      }
      send(response, trouble.status, trouble.body ?? '', trouble.headers);
      return trouble.status;
    }
    usesOfToken += 1;
    if (authorization !== `Bearer token-${tokens}` || usesOfToken > (options.requestsPerToken ?? Infinity)) {
      send(response, 401, '{"message":"Unauthorized"}');
      return 401;
    }
    const second = Math.floor(Date.now() / 1000);
    inSecond = second === lastSecond ? inSecond + 1 : 1;
    lastSecond = second;
    const burst = options.burst ?? Infinity;
    const rate =
      options.burst === undefined
        ? {}
        : {
            'X-Ratelimit-Burst-Capacity-Clientidlimiter': String(options.burst),
            'X-Ratelimit-Remaining-Clientidlimiter': String(Math.max(0, burst - inSecond)),
          };
    if (inSecond > burst) {
      response.writeHead(429, { 'content-type': 'text/plain', 'Retry-After': '1', ...rate });
      response.end('Too many requests');
      return 429;
    }
    const asked = /^(\d+)-(\d+)$/.exec(url.searchParams.get('range') ?? '0-149');
    const from = Number(asked?.[1]);
    const to = Number(asked?.[2]);
    if (!asked || from > MAX_START || to - from >= MAX_WIDTH) {
      send(response, 400, '{"message":"La position de début doit être inférieure ou égale à 3000."}', rate);
      return 400;
    }
    const min = url.searchParams.get('minCreationDate');
    const max = url.searchParams.get('maxCreationDate');
    if ([min, max].some((date) => date !== null && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date))) {
      send(response, 400, '{"message":"Format de date incorrect"}', rate);
      return 400;
    }
    const department = url.searchParams.get('departement');
    const found = options
      .offers()
      .filter((offer) => {
        const created = `${String(offer['dateCreation']).slice(0, 19)}Z`;
        const place = (offer['lieuTravail'] ?? {}) as { codePostal?: string };
        return (
          (min === null || created >= min) &&
          (max === null || created <= max) &&
          (department === null || place.codePostal?.startsWith(department) === true)
        );
      })
      .toSorted((a, b) => (String(a['dateCreation']) < String(b['dateCreation']) ? 1 : -1));
    const rows = found.slice(from, to + 1);
    if (rows.length === 0) {
      response.writeHead(204, { 'Content-Range': `*/${found.length}`, ...rate });
      response.end();
      return 204;
    }
    const status = rows.length === found.length ? 200 : 206;
    send(response, status, JSON.stringify({ resultats: rows, filtresPossibles: [] }), {
      'Content-Range': `offres ${from}-${from + rows.length - 1}/${found.length}`,
      ...rate,
    });
    return status;
  };

  const one = (id: string, response: ServerResponse, authorization: string | undefined): number => {
    if (authorization !== `Bearer token-${tokens}`) {
      send(response, 401, '{"message":"Unauthorized"}');
      return 401;
    }
    const found = [...options.offers(), ...(options.hidden?.() ?? [])].find((offer) => offer['id'] === id);
    if (found) send(response, 200, JSON.stringify(found));
    else response.writeHead(204).end();
    return found ? 200 : 204;
  };

  const giveToken = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = await bodyOf(request);
    if (form.get('client_id') !== GOOD.id || form.get('client_secret') !== GOOD.secret) {
      send(response, 400, '{"error":"invalid_client"}');
      return;
    }
    tokens += 1;
    usesOfToken = 0;
    const answer = { access_token: `token-${tokens}`, expires_in: options.expiresIn ?? 1499 };
    send(response, 200, JSON.stringify({ ...answer, token_type: 'Bearer' }));
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://replay');
    if (request.method === 'POST' && url.pathname === '/token') {
      void giveToken(request, response);
      return;
    }
    const detail = /^\/api\/v2\/offres\/(\w+)$/.exec(url.pathname)?.[1];
    const status =
      detail === 'search'
        ? search(url, response, request.headers.authorization)
        : detail === undefined
          ? 404
          : one(detail, response, request.headers.authorization);
    if (status === 404) send(response, 404, '{"message":"not found"}');
    log.push({ path: url.pathname + url.search, range: url.searchParams.get('range'), status });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api`,
    tokenUrl: `http://127.0.0.1:${port}/token?realm=%2Fpartenaire`,
    credentials: { clientId: GOOD.id, clientSecret: GOOD.secret },
    log,
    tokens: () => tokens,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
