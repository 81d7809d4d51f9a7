import type { ErrorSpec } from './registry.ts';

/** Refusals of a request, whatever it asks. */
export const REQUEST_ERRORS = {
  REQUEST_INVALID: {
    status: 400,
    kind: 'terminal',
    message: 'The field {field} of the {part} is refused: {reason}.',
    remedy: 'Correct this field; /api/docs says what each route takes.',
  },
  NOT_FOUND: {
    status: 404,
    kind: 'terminal',
    message: 'There is no such {what} for you.',
    remedy: 'Check the address; what belongs to others is answered like what does not exist.',
  },
  METHOD_UNKNOWN: {
    status: 404,
    kind: 'terminal',
    message: 'No route answers {method} here.',
    remedy: 'See /api/docs for the routes.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    kind: 'terminal',
    message: 'The body is larger than this route takes.',
    remedy: 'Send less at once.',
  },
  BODY_TYPE_UNKNOWN: {
    status: 415,
    kind: 'terminal',
    message: 'This route does not read a body of this content type.',
    remedy: 'Send application/json, or multipart/form-data for a photo.',
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    kind: 'transient',
    message: 'Too many requests came from here; the next is taken in {seconds} s.',
    remedy: 'Wait, then try again.',
  },
  SERVER_BUSY: {
    status: 503,
    kind: 'transient',
    message: 'The server has too much to do.',
    remedy: 'Try again in some seconds; a phone does it by itself.',
  },
  QUERY_TOO_LONG: {
    status: 503,
    kind: 'transient',
    message: 'The computation took more than {seconds} s and was stopped.',
    remedy: 'Ask for fewer weeks, or use an export.',
  },
  MUTATION_KEY_MISSING: {
    status: 400,
    kind: 'terminal',
    message: 'A write needs the header Idempotency-Key with a UUID chosen by the client.',
    remedy: 'Send one, and the same one when repeating the same write.',
  },
  MUTATION_BODY_DIFFERS: {
    status: 409,
    kind: 'terminal',
    message: 'A write with this {key} was already answered, with another body.',
    remedy: 'Use a new one for a new write.',
  },
  RESPONSE_INVALID: {
    status: 500,
    kind: 'terminal',
    message: 'The answer of {route} does not follow its contract at {field}: {reason}.',
    remedy: 'Report this sentence; nothing was shown rather than something wrong.',
  },
  LAB_NOT_COMPUTED: {
    status: 404,
    kind: 'terminal',
    message: 'Nothing is computed yet for this territory and these weeks.',
    remedy: 'Wait for the next night, or ask the operator to run the computation.',
  },
  INTERNAL: {
    status: 500,
    kind: 'terminal',
    message: 'Something failed that has no name yet.',
    remedy: 'Report the request id; the log has the rest.',
  },
} as const satisfies Record<string, ErrorSpec>;
