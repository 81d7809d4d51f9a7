import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ERRORS, JokaError } from '../../game/errors.ts';
import type { ErrorCode } from '../../game/errors.ts';
import type { WebConfig } from '../deps.ts';
import { sendPage, wantsPage } from './page.ts';
import type { ErrorDetails } from '../../game/errors/registry.ts';

/** Fastify's own refusals, under our codes. */
const BY_FASTIFY: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_REQ_FILE_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'BODY_TYPE_UNKNOWN',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'BODY_TYPE_UNKNOWN',
  FST_UNDER_PRESSURE: 'SERVER_BUSY',
  FST_ERR_HANDLER_TIMEOUT: 'SERVER_BUSY',
  // The database is away or stopping: the phone keeps what it has and comes back.
  ECONNREFUSED: 'SERVER_BUSY',
  ECONNRESET: 'SERVER_BUSY',
  '53300': 'SERVER_BUSY',
  '57P01': 'SERVER_BUSY',
  '57P03': 'SERVER_BUSY',
};

const named = (error: FastifyError): JokaError => {
  const code = BY_FASTIFY[error.code];
  if (code !== undefined) return new JokaError(code, {}, error);
  if (error.statusCode === 429) return new JokaError('TOO_MANY_REQUESTS', { seconds: 60 }, error);
  // The parser's own message repeats the body: it is not passed on.
  if (error.statusCode === 400)
    return new JokaError(
      'REQUEST_INVALID',
      { part: 'body', field: '(whole)', reason: 'it cannot be parsed' },
      error,
    );
  return new JokaError('INTERNAL', {}, error);
};

/** The error behind anything thrown, always one of the registry. */
export const asJokaError = (error: unknown): JokaError =>
  error instanceof JokaError ? error : named(error as FastifyError);

/** The body of every refusal. What failed inside (500) keeps its code and says no more to the outside. */
export const errorBody = (
  error: JokaError,
  requestId: string,
): { code: string; message: string; remedy: string; details: ErrorDetails; requestId: string } => {
  const { code, spec } = error;
  return spec.status >= 500 && spec.status !== 503
    ? { code, message: ERRORS.INTERNAL.message, remedy: ERRORS.INTERNAL.remedy, details: {}, requestId }
    : { code, message: error.message, remedy: spec.remedy, details: error.details, requestId };
};

const answer = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const joka = asJokaError(error);
  const { status } = joka.spec;
  // The route's pattern, never the address: an id in it is nobody's business in a log.
  const event = { route: request.routeOptions.url ?? '(none)', status, code: joka.code };
  if (status >= 500) request.log.error({ ...event, err: joka }, 'request.failed');
  else request.log.debug(event, 'request.failed');
  const { seconds } = joka.details;
  if (joka.spec.kind === 'transient' && !reply.hasHeader('retry-after'))
    void reply.header('retry-after', typeof seconds === 'number' ? String(seconds) : '5');
  return reply.code(status).type('application/json').send(errorBody(joka, request.id));
};

/** One shape for every refusal and failure of the application. */
export const installErrors = (app: FastifyInstance, config: WebConfig): void => {
  app.setErrorHandler((error, request, reply) => answer(error, request, reply));
  app.setNotFoundHandler((request, reply) =>
    wantsPage(request, config)
      ? sendPage(reply)
      : answer(new JokaError('METHOD_UNKNOWN', { method: request.method }), request, reply),
  );
};
