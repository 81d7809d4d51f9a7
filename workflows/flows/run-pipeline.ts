import {
  type ActivityOptions,
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  isCancellation,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { JokaError } from '../../game/errors.ts';
import type { Claimed } from '../runs/claim.ts';
import type { Failure } from '../runs/fail.ts';
import type { Saved } from '../runs/save.ts';
import { type AnyPipeline, type FlowInput, type Progress, type RunActivities } from './contract.ts';
import { PROGRESS_QUERY, WAKE_SIGNAL } from './contract.ts';
import { stepsOf } from './step-activities.ts';

/** A history is continued as a new one before it reaches this many events; the server ends one at 51,200. */
const MAX_HISTORY = 2000;

const runs = proxyLocalActivities<RunActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '30 seconds' },
});

const failureOf = (kind: string, error: unknown): Failure => {
  const known =
    error instanceof JokaError
      ? error
      : new JokaError('RUN_STEP_CRASHED', { kind, reason: 'error in advance' });
  // Temporal has spent the tries of a transient failure; what arrives here ends the run.
  return { code: known.code, message: known.message, terminal: true };
};

const isSuperseded = (error: unknown): boolean => {
  for (let at = error; at instanceof Error; at = at.cause)
    if (at instanceof ApplicationFailure && at.type === 'RUN_SUPERSEDED') return true;
  return false;
};

/**
 * The flow of every pipeline: the same `advance` as inline, with steps as activities. What is durable is the row of
 * ops.pipeline_runs, written after each advance; Temporal adds retries, timers and the picture of the run.
 *
 * `options` change the steps' time-outs, `maxHistory` the events after which a history is continued as a new one. Signal `wake` says that the row may have become due; query `progress` answers where the run stands.
 * @returns how the run ended for this flow: `done`, or `gone`, `held`, `superseded` when another has it
 */
export const runPipeline = async (
  pipeline: AnyPipeline,
  { outbox }: FlowInput,
  options: ActivityOptions = {},
  maxHistory = MAX_HISTORY,
): Promise<string> => {
  const { kind } = pipeline;
  const holder = `temporal|${workflowInfo().workflowId}`;
  const steps = stepsOf(kind, options) as never;
  let wakes = 0;
  let progress: Progress = { status: 'claiming', steps: 0, state: null };
  setHandler(defineSignal(WAKE_SIGNAL), () => {
    wakes += 1;
  });
  setHandler(defineQuery<Progress>(PROGRESS_QUERY), () => progress);

  const advance = async (run: Claimed): Promise<Saved> => {
    progress = { status: 'running', steps: run.steps, state: run.state };
    let advanced;
    try {
      advanced = await pipeline.advance(steps, run.state as never, run.woken ?? undefined);
    } catch (error) {
      if (isCancellation(error)) throw error;
      const failure = failureOf(kind, error);
      await runs.failRun({ run, failure });
      throw ApplicationFailure.nonRetryable(failure.message, failure.code);
    }
    return runs.saveRun({ run, ...advanced });
  };

  try {
    for (;;) {
      const seen = wakes;
      const claim = await runs.claimRun({ outbox, kind, holder });
      if ('refused' in claim) return claim.refused;
      if ('waitMs' in claim) {
        progress = { ...progress, status: 'waiting' };
        await condition(() => wakes > seen, claim.waitMs);
        continue;
      }
      let saved: Saved = { next: 'again', run: claim };
      while (saved.next === 'again') {
        const { continueAsNewSuggested, historyLength } = workflowInfo();
        if (continueAsNewSuggested || historyLength > maxHistory) await continueAsNew({ outbox });
        saved = await advance(saved.run);
      }
      if (saved.next === 'done') return 'done';
    }
  } catch (error) {
    if (isSuperseded(error)) return 'superseded';
    if (isCancellation(error)) await CancellationScope.nonCancellable(() => runs.cancelRun(outbox));
    throw error;
  }
};
