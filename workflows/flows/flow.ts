import {
  type ActivityOptions,
  ApplicationFailure,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { AnyPipeline, FlowInput, RunActivities } from './contract.ts';
import { runPipeline } from './run-pipeline.ts';

const { fireSchedule: fire } = proxyActivities<Pick<RunActivities, 'fireSchedule'>>({
  startToCloseTimeout: '30 seconds',
});

/** Fires one schedule: started by Temporal's own schedule of the same name. */
export const fireSchedule = (name: string): Promise<void> => fire(name);

/** One flow for all pipelines: the workflow type is the pipeline's kind. */
export const flowOf = (
  pipelines: readonly AnyPipeline[],
  options: ActivityOptions = {},
  maxHistory?: number,
) => {
  const byKind = new Map(pipelines.map((pipeline) => [pipeline.kind, pipeline]));
  return (...args: unknown[]): Promise<string> => {
    const { workflowType } = workflowInfo();
    const pipeline = byKind.get(workflowType);
    if (pipeline === undefined)
      throw ApplicationFailure.nonRetryable(`No pipeline of kind ${workflowType}`, 'RUN_UNKNOWN_KIND');
    return runPipeline(pipeline, args[0] as FlowInput, options, maxHistory);
  };
};
