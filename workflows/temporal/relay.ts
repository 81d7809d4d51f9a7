import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Kysely } from 'kysely';
import type { Clock } from '../../infra/clock.ts';
import type { Tables } from '../../infra/db/tables.ts';
import { type FlowInput, WAKE_SIGNAL } from '../flows/contract.ts';
import { type Ready, readyRows } from '../outbox.ts';
import { freeDeadHolders } from '../runs/lease.ts';

export type RelayDeps = {
  readonly client: Client;
  /** The database as `joka_ops`. */
  readonly db: Kysely<Tables>;
  readonly clock: Clock;
  readonly taskQueue: string;
  readonly kinds: readonly string[];
  /** How often open rows are looked for, in ms. Default 500. */
  readonly pollMs?: number;
  /** When the same row in the same place is told again, in ms. Default 20,000. */
  readonly againMs?: number;
  /** How long a worker may take for one task of a flow before another gets it, in ms. Default 10,000. */
  readonly taskMs?: number;
  readonly onError: (message: string) => void;
};

/** `<kind>/<row id>/<attempt>`: at most one open execution per row, whatever number of relays. */
export const workflowIdOf = (row: Pick<Ready, 'kind' | 'id' | 'attempt'>): string =>
  `${row.kind}/${row.id}/${row.attempt}`;

/**
 * Carries the outbox to Temporal: starts the flow of every row that can be advanced, or wakes the one that waits.
 * The signal holds nothing: what came is read from ops.signals by the claim.
 */
export const tellFlow = async (
  { client, taskQueue, taskMs = 10_000 }: RelayDeps,
  row: Ready,
): Promise<void> => {
  const input: FlowInput = { outbox: row.id };
  await client.workflow.signalWithStart(row.kind, {
    workflowId: workflowIdOf(row),
    taskQueue,
    args: [input],
    signal: WAKE_SIGNAL,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowTaskTimeout: taskMs,
  });
};

/** Ends the flows of runs that were cancelled by a person, so that none waits on for its signal. */
const cancelFlows = async ({ client, db, clock }: RelayDeps, told: Set<string>): Promise<void> => {
  const cancelled = await db
    .selectFrom('ops.pipeline_runs')
    .select(['outbox_id as id', 'kind', 'attempt'])
    .where('runner', '=', 'temporal')
    .where('status', '=', 'cancelled')
    .where('finished_at', '>', new Date(clock.now() - 24 * 3600 * 1000))
    .execute();
  for (const row of cancelled.filter(({ id }) => !told.has(id))) {
    try {
      await client.workflow.getHandle(workflowIdOf(row)).cancel();
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
    told.add(row.id);
  }
};

/** Starts the relay; `stop` lets the present round end. */
export const startRelay = (deps: RelayDeps): { stop(): Promise<void> } => {
  const { db, clock, pollMs = 500, againMs = 20_000, onError } = deps;
  const stopping = new AbortController();
  const told = new Map<string, number>();
  const cancelled = new Set<string>();

  const round = async (): Promise<void> => {
    await freeDeadHolders(db);
    const now = performance.now();
    for (const [place, at] of told) if (now - at > againMs) told.delete(place);
    const ready = await readyRows(db, new Date(clock.now()));
    for (const row of ready) {
      const place = `${row.id}/${row.steps}`;
      if (told.has(place) || !deps.kinds.includes(row.kind)) continue;
      await tellFlow(deps, row);
      told.set(place, now);
    }
    await cancelFlows(deps, cancelled);
  };

  const relaying = (async () => {
    while (!stopping.signal.aborted) {
      await round().catch((error: unknown) => {
        onError(`Relay to Temporal: ${error instanceof Error ? error.message : String(error)}`);
      });
      await sleep(pollMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await relaying;
    },
  };
};
