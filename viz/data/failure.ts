/** Why something could not be done, as the page shows it. `offline` and `no_answer` are the page's own codes. */
export type Failure = {
  code: string;
  status: number;
  requestId: string | null;
  message: string;
  /** When trying again makes sense, in seconds from now; absent when the server did not say. */
  seconds?: number;
};

/** Thrown by the client for any answer that is not a success. */
export class FailureError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'FailureError';
    this.failure = failure;
  }
}

/** The failure behind anything caught. */
export const failureOf = (error: unknown): Failure =>
  error instanceof FailureError
    ? error.failure
    : {
        code: 'page',
        status: 0,
        requestId: null,
        message: error instanceof Error ? error.message : String(error),
      };

/** Whether trying again later can help: no network, an overloaded or restarting server. */
export const isPassing = (failure: Failure): boolean =>
  failure.status === 0 || failure.status === 408 || failure.status === 429 || failure.status >= 500;
