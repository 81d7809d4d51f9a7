import { activityInfo, heartbeat } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { Kysely } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { RunActivities } from '../flows/contract.ts';
import { claim } from '../runs/claim.ts';
import { cancelRun } from '../runs/control.ts';
import { fail, failureOf, noteFailure } from '../runs/fail.ts';
import { holding, LEASE_MS } from '../runs/lease.ts';
import { save } from '../runs/save.ts';
import { fire } from '../schedules.ts';
import type { Registry, Step, Work } from '../work.ts';

export type ActivityDeps = {
  /** The database as `joka_ops`. */
  readonly db: Kysely<Tables>;
  readonly registry: Registry;
  readonly clock: Clock;
  /** How long a silent run stays a flow's own, in ms. Default 60,000. */
  readonly leaseMs?: number;
  /** How often a step says that it lives, in ms. Default 5,000. */
  readonly heartbeatMs?: number;
};

const applicationFailure = (error: JokaError): ApplicationFailure =>
  ApplicationFailure.create({
    type: error.code,
    message: error.message,
    nonRetryable: error.spec.kind === 'terminal',
    details: [error.details],
  });

/** The run an activity works for: its holder is named after the workflow id `<kind>/<outbox id>/<attempt>`. */
const runOfActivity = () => {
  const { workflowExecution, attempt } = activityInfo();
  const workflowId = workflowExecution?.workflowId ?? '';
  const outbox = workflowId.split('/').at(-2) ?? '';
  return { outbox, holder: `temporal|${workflowId}`, attempt };
};

/** Runs one step with heartbeats and a held lease; a failure keeps its code and loses everything it may quote. */
const stepActivity =
  ({ db, clock, leaseMs = LEASE_MS, heartbeatMs = 5000 }: ActivityDeps, kind: string, step: Step) =>
  async (...args: never[]): Promise<unknown> => {
    const run = runOfActivity();
    const beat = setInterval(() => heartbeat(), heartbeatMs);
    try {
      return await holding(db, run, leaseMs, () => step(...args));
    } catch (error) {
      const failure = failureOf(kind, error);
      await noteFailure({ db, clock }, run, failure);
      if (error instanceof JokaError) throw applicationFailure(error);
      throw ApplicationFailure.retryable(failure.message, failure.code);
    } finally {
      clearInterval(beat);
    }
  };

const unlessSuperseded = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw error instanceof JokaError ? applicationFailure(error) : error;
  }
};

const runActivities = (deps: ActivityDeps): RunActivities => {
  const { registry } = deps;
  const workOf = (kind: string, outbox: string): Work => {
    const work = registry[kind];
    if (work === undefined) throw applicationFailure(new JokaError('RUN_UNKNOWN_KIND', { kind, outbox }));
    return work;
  };
  return {
    claimRun: ({ outbox, kind, holder }) =>
      claim({ ...deps, work: workOf(kind, outbox), runner: 'temporal', holder }, outbox),
    saveRun: (advanced) => {
      const { kind, outbox } = advanced.run;
      const work = workOf(kind, outbox);
      return unlessSuperseded(() => work.saving(() => save({ ...deps, work }, advanced)));
    },
    failRun: ({ run, failure }) => fail(deps, run, failure),
    cancelRun: async (outbox) => {
      // Cancelled in Temporal itself; when the row was closed first there is nothing left to do.
      await cancelRun(deps, outbox).catch((error: unknown) => {
        if (!(error instanceof JokaError && error.code === 'RUN_ALREADY_CLOSED')) throw error;
      });
    },
    fireSchedule: (name) => fire(deps.db, deps.clock, name),
  };
};

/** Every activity of the worker: the runs' own, and each step as `<kind>.<step>`. */
export const createActivities = (
  deps: ActivityDeps,
): Record<string, (...args: never[]) => Promise<unknown>> => {
  const steps = Object.values(deps.registry).flatMap(({ kind, steps }) =>
    Object.entries(steps).map(([name, step]) => [`${kind}.${name}`, stepActivity(deps, kind, step)] as const),
  );
  return { ...runActivities(deps), ...Object.fromEntries(steps) };
};
