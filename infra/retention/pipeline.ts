import type { Pipeline } from '../pipeline.ts';

export type RetentionSteps = {
  /** Applies the rule at this place of the list; answers what it is about, how many rows went, and whether it was the last. */
  purge(at: number): Promise<{ readonly rule: string; readonly removed: number; readonly last: boolean }>;
};

type State = { readonly at: number; readonly removed: Readonly<Record<string, number>> };

/** Kind `purge`, subject `all`: what has served its time goes, one rule of `rules.ts` per step. Each night. */
export const retentionPipeline: Pipeline<RetentionSteps, State> = {
  kind: 'purge',
  begin: () => ({ at: 0, removed: {} }),
  async advance(steps, { at, removed }) {
    const { rule, removed: n, last } = await steps.purge(at);
    const state = { at: at + 1, removed: { ...removed, [rule]: n } };
    return { state, next: last ? 'done' : 'again' };
  },
};
