import { fileURLToPath } from 'node:url';
import { Worker } from '@temporalio/worker';
import type { Temporal } from '../../infra/temporal/connection.ts';
import { type ActivityDeps, createActivities } from './activities.ts';

export type TemporalWorkerOptions = ActivityDeps & {
  readonly temporal: Temporal;
  readonly taskQueue: string;
  /** Steps executed at the same time. Default 2. */
  readonly concurrency?: number;
  /** How long a task may wait for the worker that has its flow in memory, in ms. Default 10,000. */
  readonly stickyMs?: number;
  /** Path of the flows bundled before, instead of bundling them now. */
  readonly bundle?: string;
  /** The module of the flows. Default `workflows/flows/index.ts`. */
  readonly flows?: string;
  /** How long running steps may go on after a stop, in ms, before they are cancelled. Default 30,000. */
  readonly graceMs?: number;
};

const FLOWS = fileURLToPath(new URL('../flows/index.ts', import.meta.url));

/** Bundles the flows and prepares a worker; `run()` on the answer works until `shutdown()`. */
export const createTemporalWorker = (options: TemporalWorkerOptions): Promise<Worker> => {
  const { temporal, taskQueue, concurrency = 2, flows = FLOWS, graceMs = 30_000 } = options;
  return Worker.create({
    connection: temporal.native,
    namespace: temporal.namespace,
    taskQueue,
    ...(options.bundle === undefined
      ? { workflowsPath: flows }
      : { workflowBundle: { codePath: options.bundle } }),
    activities: createActivities(options),
    maxConcurrentActivityTaskExecutions: concurrency,
    maxConcurrentLocalActivityExecutions: 10,
    maxCachedWorkflows: 200,
    stickyQueueScheduleToStartTimeout: options.stickyMs ?? 10_000,
    shutdownGraceTime: graceMs,
  });
};
