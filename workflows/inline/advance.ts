import type { Kysely } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Tables } from '../../infra/db/tables.ts';
import { claim } from '../runs/claim.ts';
import { fail, failureOf } from '../runs/fail.ts';
import { holding } from '../runs/lease.ts';
import { save } from '../runs/save.ts';
import type { Work } from '../work.ts';

export type AdvanceDeps = {
  /** The database as `joka_ops`. */
  readonly db: Kysely<Tables>;
  readonly clock: Clock;
  readonly work: Work;
  readonly holder: string;
  readonly leaseMs: number;
};

/** Where a run stands when its runner lets it go. `retry`: a transient failure was kept; come back later. */
export type Rest = 'done' | 'failed' | 'waiting' | 'retry' | 'held' | 'gone' | 'superseded';

/**
 * Claims one open row and advances it until it is done, waits, fails or is taken away; its state is kept after every
 * advance. Only a failure of the database itself is thrown.
 */
export const advanceToRest = async (deps: AdvanceDeps, outbox: string): Promise<Rest> => {
  const { db, work, holder, leaseMs } = deps;
  const claimed = await claim({ ...deps, runner: 'inline' }, outbox);
  if ('refused' in claimed) return claimed.refused;
  if ('waitMs' in claimed) return 'waiting';
  let run = claimed;
  for (;;) {
    const { state, woken } = run;
    let advanced;
    try {
      advanced = await holding(db, { outbox, holder }, leaseMs, () =>
        work.advance(state, woken ?? undefined),
      );
    } catch (error) {
      return fail(deps, run, failureOf(work.kind, error));
    }
    const next = { run, ...advanced };
    try {
      const saved = await work.saving(() => save(deps, next));
      if (saved.next !== 'again') return saved.next;
      run = saved.run;
    } catch (error) {
      if (error instanceof JokaError && error.code === 'RUN_SUPERSEDED') return 'superseded';
      throw error;
    }
  }
};
