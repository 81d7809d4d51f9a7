import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGzip, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';

const zip = promisify(gzip);
const WORTH = /^(text\/|application\/(json|javascript|manifest\+json|vnd\.apache\.arrow\.stream)|image\/svg)/;
/** Bytes: one packet carries less anyway. */
const SMALL = 1400;

const mark = (reply: FastifyReply): void => {
  void reply.header('content-encoding', 'gzip').header('vary', 'accept-encoding');
  void reply.removeHeader('content-length').removeHeader('accept-ranges');
};

/** Sends texts and tables gzipped to whoever takes it: prepaid data is dear. */
export const installCompression = (app: FastifyInstance): void => {
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    const type = String(reply.getHeader('content-type') ?? '');
    const wanted = /\bgzip\b/.test(String(request.headers['accept-encoding']));
    const whole = reply.statusCode !== 206 && reply.statusCode !== 304 && request.method !== 'HEAD';
    if (!wanted || !whole || !WORTH.test(type) || reply.hasHeader('content-encoding')) return payload;
    if (payload instanceof Readable) {
      mark(reply);
      return payload.pipe(createGzip());
    }
    if ((typeof payload !== 'string' && !Buffer.isBuffer(payload)) || payload.length < SMALL) return payload;
    mark(reply);
    return zip(payload);
  });
};
