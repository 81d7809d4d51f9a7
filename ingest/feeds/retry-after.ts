const SECOND_MS = 1000;
const LONGEST_WAIT_MS = 120_000;

/** Milliseconds a 429 asks to wait: `Retry-After` in seconds or as a date, else one second; two minutes at most. */
export const retryAfterMs = (headers: Headers, nowMs: number): number => {
  const said = headers.get('retry-after')?.trim() ?? '';
  const wait = /^\d+(\.\d+)?$/.test(said) ? Number(said) * SECOND_MS : Date.parse(said) - nowMs;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), LONGEST_WAIT_MS) : SECOND_MS;
};
