import { basename, dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WebConfig } from '../deps.ts';

/** Built files carry their hash in their name. */
const HASHED = /\/assets\/.+-[\w-]{8,}\.\w+$/;

/** Serves the built page, whose own router answers every other address, and a configured tile file. */
export const installPage = (app: FastifyInstance, { webRoot, pmtiles }: WebConfig): void => {
  if (pmtiles !== null) {
    if (webRoot === null) void app.register(fastifyStatic, { root: dirname(pmtiles), serve: false });
    app.get('/map/tiles.pmtiles', { schema: { hide: true } }, (_request, reply) =>
      reply.sendFile(basename(pmtiles), dirname(pmtiles)),
    );
  }
  if (webRoot === null) return;
  void app.register(fastifyStatic, {
    root: webRoot,
    wildcard: true,
    index: ['index.html'],
    preCompressed: true,
    setHeaders: (reply, path) => {
      const kept = HASHED.test(path.replace(/\.(br|gz)$/, ''))
        ? 'public, max-age=31536000, immutable'
        : 'no-cache';
      void reply.header('cache-control', kept);
    },
  });
};

/** Whether an unknown address is one of the page's own, to be answered with the page. */
export const wantsPage = (request: FastifyRequest, { webRoot }: WebConfig): boolean =>
  webRoot !== null &&
  request.method === 'GET' &&
  !request.url.startsWith('/api') &&
  !/\.\w{1,12}$/.test(request.url.split('?')[0] ?? '') &&
  (request.headers.accept ?? '*/*').includes('*/*');

export const sendPage = (reply: FastifyReply): FastifyReply => reply.code(200).sendFile('index.html');
