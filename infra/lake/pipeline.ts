import type { Pipeline } from '../pipeline.ts';
import type { FlushReport } from './flush.ts';
import type { MergeReport } from './merge.ts';

export type FlushSteps = { flush(): Promise<FlushReport> };
export type FlushState = { readonly subject: string; readonly report: FlushReport | null };

/** Kind `lake-flush`, subject `all`: staged rows become Parquet. Every 15 minutes or 200,000 rows. */
export const lakeFlushPipeline: Pipeline<FlushSteps, FlushState> = {
  kind: 'lake-flush',
  begin: (subject) => ({ subject, report: null }),
  advance: async (steps, state) => ({ state: { ...state, report: await steps.flush() }, next: 'done' }),
};

export type MergeSteps = { merge(): Promise<MergeReport>; sweep(): Promise<number> };
export type MergeState = {
  readonly subject: string;
  readonly report: MergeReport | null;
  readonly swept: number | null;
};

/** Kind `lake-merge`, subject `all`: few files per partition, withdrawn persons out, then what crashes left behind. */
export const lakeMergePipeline: Pipeline<MergeSteps, MergeState> = {
  kind: 'lake-merge',
  begin: (subject) => ({ subject, report: null, swept: null }),
  advance: async (steps, state) =>
    state.report === null
      ? { state: { ...state, report: await steps.merge() }, next: 'again' }
      : { state: { ...state, swept: await steps.sweep() }, next: 'done' },
};

export type EraseSteps = {
  /** Readers leave the person out from here on. */
  tombstone(erasure: string): Promise<void>;
  photos(erasure: string): Promise<number>;
  rows(erasure: string): Promise<number>;
  lake(erasure: string): Promise<number>;
  /** Results of computations without the person. */
  results(erasure: string): Promise<number>;
  /** Objects that an interrupted write left, which could hold the person's rows. */
  sweep(erasure: string): Promise<number>;
  finish(erasure: string): Promise<void>;
};
const ERASE_ORDER = ['tombstone', 'photos', 'rows', 'lake', 'results', 'sweep', 'finish'] as const;
export type EraseState = {
  readonly erasure: string;
  readonly at: number;
  readonly removed: Readonly<Record<string, number>>;
};

/**
 * Kind `erase`, subject the id of a row of `vault.erasures`. The links between pseudonyms go last, so that a run
 * taken up after a crash still finds what is left; the hash of the pseudonyms stays, for restores and late batches.
 */
export const erasePipeline: Pipeline<EraseSteps, EraseState> = {
  kind: 'erase',
  begin: (erasure) => ({ erasure, at: 0, removed: {} }),
  async advance(steps, state) {
    const name = ERASE_ORDER[state.at];
    if (name === undefined) return { state, next: 'done' };
    const count = await steps[name](state.erasure);
    const removed = typeof count === 'number' ? { ...state.removed, [name]: count } : state.removed;
    const next = { ...state, at: state.at + 1, removed };
    return { state: next, next: next.at === ERASE_ORDER.length ? 'done' : 'again' };
  },
};
