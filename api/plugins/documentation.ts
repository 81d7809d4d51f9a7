import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { CONTRACT } from '../contract/contract.ts';
import { API_PREFIX } from '../contract/route.ts';
import type { Route } from '../contract/route.ts';

const routeOf = (method: unknown, url: string): Route | undefined =>
  CONTRACT.find((route) => API_PREFIX + route.path === url && route.method === method);

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const who = ({ roles }: Route): string => (roles === 'anyone' ? 'anyone' : roles.join(', '));

/** A page without script: every route with its scope and who may. The schemas are in the OpenAPI document. */
export const documentationPage = (): string => {
  const rows = CONTRACT.map(
    (
      route,
    ) => `<tr><td><code>${route.method}</code></td><td><code>${escape(API_PREFIX + route.path)}</code></td>
<td>${route.scope}</td><td>${who(route)}</td><td>${route.mutation ?? ''}</td><td>${escape(route.summary)}</td></tr>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Joka API</title><style>body{font:16px/1.5 system-ui;margin:2rem auto;max-width:72rem;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #8884;padding:.4rem;text-align:left;vertical-align:top}</style>
<h1>Joka API</h1><p>${CONTRACT.length} routes. Schemas: <a href="/api/openapi.json">OpenAPI document</a>.
A write needs the header <code>Idempotency-Key</code> (a UUID you choose); the same key and body give the same answer.</p>
<table><thead><tr><th>Method</th><th>Path</th><th>Scope</th><th>Who</th><th>Repeats by</th><th>What</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></html>`;
};

/** The OpenAPI document, made from the same contract that the routes enforce. */
export const installDocumentation = (app: FastifyInstance, version: string): void => {
  void app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Joka', version, description: 'Open implementation of Joka Jobs.' },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'joka' } },
      },
    },
    transform: ({ schema, url, route: { method } }) => {
      const route = routeOf(method, url);
      if (route === undefined) return { schema: { ...schema, hide: true }, url };
      const headers = {
        type: 'object',
        properties: { 'idempotency-key': { type: 'string', format: 'uuid' } },
      };
      return {
        schema: {
          ...schema,
          tags: [route.path.split('/')[1] ?? ''],
          ...(route.mutation === 'key' ? { headers: { ...headers, required: ['idempotency-key'] } } : {}),
          ...(route.multipart === true ? { consumes: ['multipart/form-data'] } : {}),
          ...(route.roles === 'anyone' ? {} : { security: [{ session: [] }] }),
        },
        url,
      };
    },
  });
  app.after(() => {
    app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
    app.get('/api/docs', { schema: { hide: true } }, (_request, reply) =>
      reply.type('text/html; charset=utf-8').send(documentationPage()),
    );
  });
};
