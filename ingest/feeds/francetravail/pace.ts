/** Before any answer has told the rate, clients of this API report between 3 and 10 requests a second. */
const FIRST_PER_SECOND = 3;
const SECOND_MS = 1000;

/** Keeps requests under the rate the source names in its answers. */
export type Pace = {
  /** Waits until the next request may go. */
  turn(): Promise<void>;
  /** Learns from an answer's `X-Ratelimit-*` headers. */
  learn(headers: Headers): void;
};

const count = (headers: Headers, name: string): number | null => {
  const value = Number(headers.get(name) ?? Number.NaN);
  return Number.isFinite(value) && value >= 0 ? value : null;
};

/**
 * @param now milliseconds, any monotonic origin
 * @param sleep real waiting
 */
export const createPace = (now: () => number, sleep: (ms: number) => Promise<void>): Pace => {
  let perSecond = FIRST_PER_SECOND;
  let last = -Infinity;
  let emptyUntil = -Infinity;
  return {
    turn: async () => {
      const wait = Math.max(last + SECOND_MS / perSecond, emptyUntil) - now();
      if (wait > 0) await sleep(wait);
      last = now();
    },
    learn: (headers) => {
      const burst = count(headers, 'x-ratelimit-burst-capacity-clientidlimiter');
      if (burst !== null && burst > 0) perSecond = burst;
      // the bucket is empty: one second fills it again
      if (count(headers, 'x-ratelimit-remaining-clientidlimiter') === 0) emptyUntil = now() + SECOND_MS;
    },
  };
};
