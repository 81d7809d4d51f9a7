import type { ErrorBody } from '../../api/contract/common.ts';
import type { BodyOf, QueryOf, ResponseOf, Route } from '../../api/contract/route.ts';
import type { Static } from '@sinclair/typebox';
import { FailureError } from './failure.ts';

const PREFIX = '/api/v1';
const PATIENCE_MS = 30_000;

type Asked<R> = {
  query?: QueryOf<R>;
  body?: BodyOf<R>;
  /** The client UUID that makes a write repeatable; a new one when absent. */
  key?: string;
};

/** The full address of a path of the contract, for a link or a picture. */
export const apiAddress = (path: string): string => PREFIX + path;

const addressOf = (path: string, query: unknown): string => {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return PREFIX + path + (text === '' ? '' : `?${text}`);
};

const refusal = async (response: Response): Promise<FailureError> => {
  const requestId = response.headers.get('x-request-id');
  try {
    const body = (await response.json()) as Partial<Static<typeof ErrorBody>>;
    return new FailureError({
      code: body.code ?? `HTTP_${response.status}`,
      status: response.status,
      requestId: body.requestId ?? requestId,
      message: body.message ?? response.statusText,
      ...(typeof body.details?.['seconds'] === 'number' ? { seconds: body.details['seconds'] } : {}),
    });
  } catch {
    const code = `HTTP_${response.status}`;
    return new FailureError({ code, status: response.status, requestId, message: response.statusText });
  }
};

/** One request under `/api/v1`. Throws FailureError for every answer but a success; `offline` without a network. */
export const send = async (path: string, init: RequestInit, query?: unknown): Promise<Response> => {
  let response: Response;
  try {
    response = await fetch(addressOf(path, query), { signal: AbortSignal.timeout(PATIENCE_MS), ...init });
  } catch (cause) {
    const code = navigator.onLine ? 'no_answer' : 'offline';
    throw new FailureError({ code, status: 0, requestId: null, message: String(cause) });
  }
  if (!response.ok) throw await refusal(response);
  return response;
};

/** Reads one route of the contract: `get<typeof getFog>('/play/fog')`. */
export const get = async <R extends Route>(path: string, query?: QueryOf<R>): Promise<ResponseOf<R>> =>
  (await (await send(path, { method: 'GET' }, query)).json()) as ResponseOf<R>;

/** Reads a tabular route as the bytes of an Arrow IPC stream. */
export const getBytes = async (path: string, query?: unknown): Promise<Uint8Array> =>
  new Uint8Array(await (await send(path, { method: 'GET' }, query)).arrayBuffer());

/** Writes by one route of the contract; the same `key` and body have the same answer, however often they are sent. */
export const write = async <R extends Route>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  { query, body, key }: Asked<R> = {},
): Promise<ResponseOf<R>> => {
  const headers: Record<string, string> = { 'idempotency-key': key ?? newId() };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const init: RequestInit = { method, headers };
  if (body !== undefined) init.body = JSON.stringify(body);
  return (await (await send(path, init, query)).json()) as ResponseOf<R>;
};

/** A random UUID, also where the page is not served securely and `crypto.randomUUID` is missing. */
export const newId = (): string => {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};
