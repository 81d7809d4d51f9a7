import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { JokaError } from '../../game/errors.ts';
import { readInstance } from '../accounts/instance.ts';
import type { Session, Sessions } from '../accounts/sessions.ts';
import { ErrorBody } from '../contract/common.ts';
import { API_PREFIX } from '../contract/route.ts';
import type { BodyOf, ParamsOf, QueryOf, ResponseOf, Route } from '../contract/route.ts';
import type { AppDeps } from '../deps.ts';
import { guard } from './session.ts';
import { faultOf, isSchema } from './validation.ts';

/** A file among the answers: its own content type and a name to save it under. */
export type FileAnswer = {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly fileName: string;
};

/** What a handler is given: everything checked against the contract. */
export type Asked<R extends Route> = {
  readonly params: ParamsOf<R>;
  readonly query: QueryOf<R>;
  readonly body: BodyOf<R>;
  /** Null only where the contract lets anyone in. */
  readonly session: R['roles'] extends 'anyone' ? Session | null : Session;
  /** The Idempotency-Key of a write; empty elsewhere. */
  readonly key: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

type Answered<R extends Route> = ResponseOf<R> | (Uint8Array extends ResponseOf<R> ? FileAnswer : never);
export type Handler<R extends Route> = (asked: Asked<R>) => Promise<Answered<R>> | Answered<R>;

/** Binds contract routes to handlers on one application. */
export type Implement = <R extends Route>(route: R, handler: Handler<R>) => void;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const keyOf = (route: Route, request: FastifyRequest): string => {
  if (route.mutation !== 'key') return '';
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !UUID.test(key)) throw new JokaError('MUTATION_KEY_MISSING');
  return key.toLowerCase();
};

const isFile = (answer: unknown): answer is FileAnswer =>
  typeof answer === 'object' && answer !== null && 'bytes' in answer && 'fileName' in answer;

const sendBinary = (reply: FastifyReply, contentType: string, answer: unknown): FastifyReply => {
  if (!isFile(answer)) return reply.type(contentType).send(Buffer.from(answer as Uint8Array));
  return reply
    .type(answer.contentType)
    .header('content-disposition', `attachment; filename="${answer.fileName}"`)
    .send(Buffer.from(answer.bytes));
};

/** Lower-cases nothing, hides nothing: the answer goes out as it is, or not at all. */
const sendJson = (
  reply: FastifyReply,
  route: Route,
  status: number,
  schema: object,
  answer: unknown,
): FastifyReply => {
  const fault = isSchema(schema) ? faultOf(schema, answer) : null;
  if (fault !== null) throw new JokaError('RESPONSE_INVALID', { route: route.path, ...fault });
  return reply.code(status).type('application/json').send(JSON.stringify(answer));
};

export const createImplement = (app: FastifyInstance, deps: AppDeps, sessions: Sessions): Implement => {
  const { config, limits } = deps;
  const demoOnly = async (): Promise<void> => {
    if ((await readInstance(deps.db.idp))?.kind !== 'demo')
      throw new JokaError('NOT_FOUND', { what: 'page' });
  };
  return (route, handler) => {
    const [status, schema] = Object.entries(route.responses)[0] ?? [];
    if (schema === undefined) throw new Error(`The contract of ${route.path} has no answer.`);
    app.route({
      method: route.method,
      url: API_PREFIX + route.path,
      bodyLimit: route.bodyLimit ?? 256 * 1024,
      // A form is read inside the handler: a slow network takes minutes.
      ...(route.multipart === true ? { handlerTimeout: 180_000 } : {}),
      config: {
        rateLimit: {
          // The demo's door guards nothing: it opens on this machine only.
          max:
            route.path.startsWith('/enter') && route.demoOnly !== true
              ? limits.entersPerMinute
              : limits.perMinute,
          timeWindow: '1 minute',
        },
      },
      schema: {
        summary: route.summary,
        ...(route.params === undefined ? {} : { params: route.params }),
        ...(route.query === undefined ? {} : { querystring: route.query }),
        ...(route.body === undefined ? {} : { body: route.body }),
        response: {
          [status ?? '200']: isSchema(schema)
            ? schema
            : { type: 'string', format: 'binary', description: schema.binary },
          default: ErrorBody,
        },
      },
      onRequest: [guard(route, sessions, config), ...(route.demoOnly === true ? [demoOnly] : [])],
      handler: async (request, reply) => {
        // Whatever is about a person or behind a session is nobody else's to keep.
        if (route.roles !== 'anyone') void reply.header('cache-control', 'private, no-store');
        const asked = {
          params: request.params,
          query: request.query,
          body: request.body,
          session: request.session,
          key: keyOf(route, request),
          request,
          reply,
        } as Asked<typeof route>;
        const answer = await handler(asked);
        return isSchema(schema)
          ? sendJson(reply, route, Number(status), schema, answer)
          : sendBinary(reply, schema.binary, answer);
      },
    });
  };
};
