import { type Kysely, sql, type Transaction } from 'kysely';
import type { Clock } from '../../infra/clock.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { Json, Woken } from '../../infra/pipeline.ts';
import type { Work } from '../work.ts';
import { iso, LEASE_MS, type RunnerName } from './lease.ts';

/** A run in the hands of one holder. `again` is the count of causes that its `begin` has seen. */
export type Claimed = {
  readonly outbox: string;
  readonly kind: string;
  readonly subject: string;
  readonly holder: string;
  readonly state: Json;
  readonly steps: number;
  readonly tries: number;
  readonly again: number;
  /** What ended the wait that `state` was in, and the signal row to consume with the next save. */
  readonly woken: Woken | null;
  readonly signal: string | null;
};

/** `gone`: closed; `held`: another holder advances it, or a person paused it; `waiting`: for a signal, `waitMs` more at most. */
export type Claim = Claimed | { readonly refused: 'gone' | 'held' } | { readonly waitMs: number };

type RunRow = {
  status: string;
  holder: string | null;
  leased: boolean;
  state: Json;
  steps: number;
  tries: number;
  again: number;
  wait_for: string | null;
  wait_until: Date | null;
};

type Ask = {
  readonly db: Kysely<Tables>;
  readonly clock: Clock;
  readonly work: Pick<Work, 'begin'>;
  readonly runner: RunnerName;
  readonly holder: string;
  readonly leaseMs?: number;
};

const wake = async (
  trx: Transaction<Tables>,
  row: { kind: string; subject: string },
  run: RunRow,
  now: number,
): Promise<{ woken: Woken | null; signal: string | null; waitMs: number }> => {
  if (run.wait_for === null) return { woken: null, signal: null, waitMs: 0 };
  const signal = await trx
    .selectFrom('ops.signals')
    .select(['id', 'value'])
    .where('kind', '=', row.kind)
    .where('subject', '=', row.subject)
    .where('signal', '=', run.wait_for)
    .where('consumed_at', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .executeTakeFirst();
  if (signal !== undefined)
    return { woken: { signal: run.wait_for, value: signal.value }, signal: signal.id, waitMs: 0 };
  const waitMs = (run.wait_until?.getTime() ?? 0) - now;
  return waitMs > 0 ? { woken: null, signal: null, waitMs } : { woken: 'timeout', signal: null, waitMs: 0 };
};

/**
 * Takes one open row of the outbox, or says why not. Two claimers of one row: one gets it, whatever their processes.
 * The same holder may claim again and gets the run as it stands, so a repeated activity does no harm.
 */
export const claim = (
  { db, clock, work, runner, holder, leaseMs = LEASE_MS }: Ask,
  outbox: string,
): Promise<Claim> =>
  db.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('ops.outbox')
      .select(['id', 'kind', 'subject', 'attempt', 'again', 'closed_at', 'paused_at'])
      .where('id', '=', outbox)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined || row.closed_at !== null) return { refused: 'gone' };
    if (row.paused_at !== null) return { refused: 'held' };
    const now = iso(clock);
    const lease = sql<Date>`clock_timestamp() + ${leaseMs} * interval '1 millisecond'`;
    const mine = { outbox, kind: row.kind, subject: row.subject, holder };
    const run = await trx
      .selectFrom('ops.pipeline_runs')
      .select(['status', 'holder', 'state', 'steps', 'tries', 'again', 'wait_for', 'wait_until'])
      .select(sql<boolean>`coalesce(lease_until > clock_timestamp(), false)`.as('leased'))
      .where('outbox_id', '=', outbox)
      .executeTakeFirst();
    if (run === undefined) {
      const state = work.begin(row.subject);
      await trx
        .insertInto('ops.pipeline_runs')
        .values({
          outbox_id: outbox,
          kind: row.kind,
          subject: row.subject,
          attempt: row.attempt,
          runner,
          state: JSON.stringify(state),
          status: 'running',
          holder,
          lease_until: lease,
          again: row.again,
          started_at: now,
          updated_at: now,
        })
        .execute();
      await trx.updateTable('ops.outbox').set({ started_at: now }).where('id', '=', outbox).execute();
      return { ...mine, state, steps: 0, tries: 0, again: row.again, woken: null, signal: null };
    }
    if (run.status === 'running' && run.holder !== holder && run.leased) return { refused: 'held' };
    const { woken, signal, waitMs } = await wake(trx, row, run, clock.now());
    if (waitMs > 0) return { waitMs };
    await trx
      .updateTable('ops.pipeline_runs')
      .set({ status: 'running', runner, holder, lease_until: lease, updated_at: now })
      .where('outbox_id', '=', outbox)
      .execute();
    const { state, steps, tries, again } = run;
    return { ...mine, state, steps, tries, again, woken, signal };
  });
