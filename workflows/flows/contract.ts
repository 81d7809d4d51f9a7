import type { Json, Next, Woken } from '../../infra/pipeline.ts';
import type { Claim, Claimed } from '../runs/claim.ts';
import type { Failure } from '../runs/fail.ts';
import type { Advanced, Saved } from '../runs/save.ts';

/** What the flows of Temporal and the worker agree on: names and shapes, all of them JSON. */
export type RunActivities = {
  claimRun(ask: { outbox: string; kind: string; holder: string }): Promise<Claim>;
  /** @throws ApplicationFailure of type RUN_SUPERSEDED, not retried */
  saveRun(advanced: Advanced): Promise<Saved>;
  failRun(ask: { run: Claimed; failure: Failure }): Promise<string>;
  cancelRun(outbox: string): Promise<void>;
  fireSchedule(name: string): Promise<void>;
};

/** Argument of every pipeline's flow. */
export type FlowInput = { readonly outbox: string };

/** Where a flow stands; answer of the query `progress`. */
export type Progress = {
  readonly status: 'claiming' | 'running' | 'waiting';
  readonly steps: number;
  readonly state: Json;
};

/** A pipeline of any kind, as a flow sees it. */
export type AnyPipeline = {
  readonly kind: string;
  advance(steps: never, state: never, woken?: Woken): Promise<{ state: Json; next: Next }>;
};

export const WAKE_SIGNAL = 'wake';
export const PROGRESS_QUERY = 'progress';
/** Type of the flow that fires a schedule; its argument is the schedule's name. */
export const FIRE_FLOW = 'fireSchedule';
