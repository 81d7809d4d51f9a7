import type { Pipeline } from '../../infra/pipeline.ts';

/** The steps of settling one player's batches. */
export type TraceSteps = {
  /** Settles the oldest unsettled batches of the player; says whether more wait. */
  settle(player: string): Promise<{ settled: number; more: boolean }>;
};

type State = { readonly player: string; readonly settled: number };

/** Turns a player's acknowledged batches into cleared clouds and points, some batches at a time. */
export const tracePipeline: Pipeline<TraceSteps, State> = {
  kind: 'traces',
  begin: (player) => ({ player, settled: 0 }),
  async advance(steps, { player, settled }) {
    const done = await steps.settle(player);
    return { state: { player, settled: settled + done.settled }, next: done.more ? 'again' : 'done' };
  },
};
