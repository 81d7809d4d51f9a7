import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Kysely } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import { scheduleMark } from '../schedules.ts';
import { reconcileSchedules } from './reconcile.ts';

export type KeepSchedulesDeps = {
  readonly client: Client;
  readonly db: Kysely<Tables>;
  readonly taskQueue: string;
  /** How often the rows are looked at, in ms. Default 30,000. */
  readonly everyMs?: number;
  readonly onError: (message: string) => void;
};

/** Rounds after which Temporal's schedules are made anew though no row changed: its store may have been lost. */
const ROUNDS = 20;

/** Keeps Temporal's schedules equal to the rows while the worker runs: at once when a row changes, and now and then. */
export const keepSchedules = (deps: KeepSchedulesDeps): { stop(): Promise<void> } => {
  const stopping = new AbortController();
  let mark: string | null = null;
  let rounds = 0;
  const keeping = (async () => {
    while (!stopping.signal.aborted) {
      try {
        const now = await scheduleMark(deps.db);
        if (now !== mark || rounds >= ROUNDS) {
          await reconcileSchedules(deps);
          mark = now;
          rounds = 0;
        } else rounds += 1;
      } catch (error) {
        deps.onError(`Schedules of Temporal: ${error instanceof Error ? error.message : String(error)}`);
      }
      await sleep(deps.everyMs ?? 30_000, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await keeping;
    },
  };
};
