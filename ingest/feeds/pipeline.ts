import type { Json, Pipeline } from '../../infra/pipeline.ts';

/** Where a feed run stands. `complete`: so far nothing speaks against the pages holding all the source has. */
export type FeedState =
  | { readonly stage: 'keep'; readonly run: string; readonly cursor: Json; readonly pages: number }
  | { readonly stage: 'read'; readonly run: string; readonly page: number; readonly complete: boolean }
  | {
      readonly stage: 'confirm';
      readonly run: string;
      readonly complete: boolean;
      readonly released: boolean;
      /** The offer asked about last. */
      readonly after: string | null;
    }
  | { readonly stage: 'settle'; readonly run: string; readonly complete: boolean; readonly released: boolean }
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
  /** Asks the source about a stretch of the offers that would be withdrawn. `next` null: all were asked. */
  confirm(
    run: string,
    complete: boolean,
    released: boolean,
    after: string | null,
  ): Promise<{ next: string | null }>;
  /** Withdraws, settles duplicates, sets the run's state. `released`: a person confirmed what was held. */
  settle(run: string, complete: boolean, released: boolean): Promise<{ held: boolean }>;
  /** Reads again the rows of an ended run that someone asked to retry. `released`: its held withdrawal is confirmed. */
  retry(run: string): Promise<{ released: boolean }>;
};

/** The signal (ops.signals) that confirms a held run, beside a new cause of the same subject. */
export const RELEASE = 'release';
/** The one that ends it and leaves its offers open. */
export const DISCARD = 'discard';

/**
 * One run of one source. Subject: feed_runs.id. Raw pages are kept first, then read stretch by stretch, then what a
 * complete sweep no longer shows is asked about where the source can be asked, and withdrawn. A held run ends too. The same subject caused again after its end does what was asked
 * of it since: reads quarantined rows again, withdraws what a person confirmed.
 */
export const feedPipeline: Pipeline<FeedSteps, FeedState> = {
  kind: 'feed',
  begin: (run) => ({ stage: 'keep', run, cursor: null, pages: 0 }),
  advance: async (steps, state) => {
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
          ? { state: { stage: 'confirm', run, complete, released: false, after: null }, next: 'again' }
          : { state: { stage: 'read', run, page: next, complete }, next: 'again' };
      }
      case 'confirm': {
        const { complete, released } = state;
        const { next } = await steps.confirm(run, complete, released, state.after);
        return next === null
          ? { state: { stage: 'settle', run, complete, released }, next: 'again' }
          : { state: { ...state, after: next }, next: 'again' };
      }
      case 'settle': {
        await steps.settle(run, state.complete, state.released);
        return { state: { stage: 'over', run }, next: 'done' };
      }
      case 'retry': {
        const { released } = await steps.retry(run);
        return released
          ? { state: { stage: 'confirm', run, complete: true, released, after: null }, next: 'again' }
          : { state: { stage: 'over', run }, next: 'done' };
      }
      default:
        return { state, next: 'done' };
    }
  },
};
