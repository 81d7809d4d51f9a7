/** JSON that a pipeline keeps between steps: ids, hashes, counts. Never a position, never an image. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What happened while a pipeline waited: the signal's value, or `timeout` when `until` passed first. */
export type Woken = { readonly signal: string; readonly value: Json } | 'timeout';

/** What a pipeline wants next. `until` is an ISO instant, given by a step, since `advance` has no clock. */
export type Next = 'again' | 'done' | { readonly waitFor: string; readonly until: string };

/**
 * A piece of work that survives any crash, run unchanged by the inline runner and by Temporal.
 *
 * `advance` is pure but for the steps it awaits: no I/O, clock or randomness, at most one step per call, or several
 * tasks of one step given out together, so that the state kept after each call says exactly which steps are over. Steps
 * may run twice; each is idempotent.
 */
export type Pipeline<Steps, State extends Json> = {
  /** Names the workflow type, the queue task and the outbox rows. */
  readonly kind: string;
  /** `subject` is the id of the row the work is about. */
  begin(subject: string): State;
  advance(steps: Steps, state: State, woken?: Woken): Promise<{ state: State; next: Next }>;
};
