import type { Json, Pipeline } from '../../infra/pipeline.ts';

/** Where a feed run stands. `complete`: so far nothing speaks against the pages holding all the source has. */
export type FeedState =
  | { readonly stage: 'keep'; readonly run: string; readonly cursor: Json; readonly pages: number }
  | { readonly stage: 'read'; readonly run: string; readonly page: number; readonly complete: boolean }
  | { readonly stage: 'settle'; readonly run: string; readonly complete: boolean; readonly released: boolean }
  | { readonly stage: 'held'; readonly run: string; readonly complete: boolean; readonly until: string }
  | { readonly stage: 'retry'; readonly run: string }
  | { readonly stage: 'over'; readonly run: string };

/** What a feed run does outside itself; each may be repeated. */
export type FeedSteps = {
  /** Keeps a stretch of raw pages. `next` null: all are kept. `over`: the run ended before, so this is a retry. */
  keep(
    run: string,
    from: { cursor: Json; pages: number },
  ): Promise<{ next: { cursor: Json; pages: number } | null; complete: boolean; over: boolean }>;
  /** Reads and publishes a batch of kept pages from a page number on. `whole` false: something was missing. */
  read(run: string, page: number): Promise<{ next: number | null; whole: boolean }>;
  /** Withdraws, settles duplicates, sets the run's state. Held runs wait for a person until an ISO instant. */
  settle(run: string, complete: boolean, released: boolean): Promise<{ held: boolean; until: string }>;
  /** Reads again, from the raw pages, the rows of this run that someone asked to retry. */
  retry(run: string): Promise<null>;
};

/** The signal that answers a held run: `{"withdraw": true}` lets the vanished offers go. */
export const RELEASE = 'release';

const released = (value: Json): boolean =>
  value === true ||
  (typeof value === 'object' &&
    value !== null &&
    Object.entries(value).some(([k, v]) => k === 'withdraw' && v === true));

/**
 * One run of one source. Subject: feed_runs.id. Raw pages are kept first, then read page by page, then what a complete
 * sweep no longer shows is withdrawn. The same subject caused again after its end retries its quarantined rows.
 */
export const feedPipeline: Pipeline<FeedSteps, FeedState> = {
  kind: 'feed',
  begin: (run) => ({ stage: 'keep', run, cursor: null, pages: 0 }),
  advance: async (steps, state, woken) => {
    const { run } = state;
    switch (state.stage) {
      case 'keep': {
        const { next, complete, over } = await steps.keep(run, { cursor: state.cursor, pages: state.pages });
        if (over) return { state: { stage: 'retry', run }, next: 'again' };
        return next === null
          ? { state: { stage: 'read', run, page: 0, complete }, next: 'again' }
          : { state: { stage: 'keep', run, ...next }, next: 'again' };
      }
      case 'read': {
        const { next, whole } = await steps.read(run, state.page);
        const complete = state.complete && whole;
        return next === null
          ? { state: { stage: 'settle', run, complete, released: false }, next: 'again' }
          : { state: { stage: 'read', run, page: next, complete }, next: 'again' };
      }
      case 'settle': {
        const { held, until } = await steps.settle(run, state.complete, state.released);
        return held
          ? {
              state: { stage: 'held', run, complete: state.complete, until },
              next: { waitFor: RELEASE, until },
            }
          : { state: { stage: 'over', run }, next: 'done' };
      }
      case 'held': {
        if (woken === undefined) return { state, next: { waitFor: RELEASE, until: state.until } };
        return woken !== 'timeout' && released(woken.value)
          ? { state: { stage: 'settle', run, complete: state.complete, released: true }, next: 'again' }
          : { state: { stage: 'over', run }, next: 'done' };
      }
      case 'retry': {
        await steps.retry(run);
        return { state: { stage: 'over', run }, next: 'done' };
      }
      default:
        return { state, next: 'done' };
    }
  },
};
