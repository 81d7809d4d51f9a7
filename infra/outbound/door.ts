/** One request to the outside. Credentials stand in headers or the body only, so that `url` may be told in errors. */
export type HttpRequest = {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Most bytes of the answer, after decompression. */
  readonly maxBytes: number;
  /** Most milliseconds for the whole exchange. */
  readonly timeoutMs: number;
};

/** The answer; its body is read once, chunk by chunk, and ends with an error when a bound is passed. */
export type HttpAnswer = {
  readonly status: number;
  readonly headers: Headers;
  /** Where the answer came from, after redirects. */
  readonly url: string;
  readonly body: AsyncIterable<Uint8Array>;
};

/**
 * The door to the outside: reaches public addresses only, checks every redirect, keeps the bounds.
 * @throws JokaError FEED_ADDRESS_REFUSED (terminal), FEED_SOURCE_UNAVAILABLE (transient), FEED_ANSWER_TOO_LARGE
 */
export type HttpDoor = (request: HttpRequest) => Promise<HttpAnswer>;
