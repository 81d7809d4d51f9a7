import type { Page } from 'playwright-core';

type Answer<T> = { status: number; body: T };

/** What the page itself would send: same origin, its cookie, a key of its own. For what a journey needs beforehand. */
export const act = <T>(page: Page, method: string, path: string, body?: unknown): Promise<Answer<T>> =>
  page.evaluate(
    async ([verb, address, json]) => {
      const key = crypto.randomUUID?.() ?? '00000000-0000-4000-8000-000000000001';
      const sent = json === undefined ? {} : { 'content-type': 'application/json' };
      const response = await fetch(`/api/v1${address}`, {
        method: verb,
        headers: { ...sent, ...(verb === 'GET' ? {} : { 'idempotency-key': key }) },
        ...(json === undefined ? {} : { body: json }),
      });
      return { status: response.status, body: await response.json() };
    },
    [method, path, body === undefined ? undefined : JSON.stringify(body)] as const,
  ) as Promise<Answer<T>>;

/** Reads one address. */
export const ask = async <T>(page: Page, path: string): Promise<T> => (await act<T>(page, 'GET', path)).body;
