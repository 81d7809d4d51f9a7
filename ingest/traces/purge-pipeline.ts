import type { Pipeline } from '../../infra/pipeline.ts';

export type PurgeSteps = {
  /** Empties the batches that are older than 72 h; answers how many. */
  purge(): Promise<number>;
};

type State = { readonly purged: number | null };

/** Kind `traces-purge`, subject `all`: play positions live 72 h. Every hour. */
export const purgePipeline: Pipeline<PurgeSteps, State> = {
  kind: 'traces-purge',
  begin: () => ({ purged: null }),
  advance: async (steps) => ({ state: { purged: await steps.purge() }, next: 'done' }),
};
