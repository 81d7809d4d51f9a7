import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import type { Json } from '../../infra/pipeline.ts';

export type RunStatus = 'open' | 'running' | 'waiting' | 'paused' | 'done' | 'failed' | 'cancelled';

/** One run as people see it. Instants are ISO; `open` has not been taken up yet. Subjects are ids, shown to operators. */
export type RunLine = {
  readonly run: string;
  readonly kind: string;
  readonly subject: string;
  readonly attempt: number;
  readonly status: RunStatus;
  readonly runner: string | null;
  readonly steps: number;
  readonly tries: number;
  readonly since: string;
  readonly updated: string | null;
  readonly waitsFor: string | null;
  readonly code: string | null;
  readonly message: string | null;
  /** What the pipeline keeps between steps: ids, hashes, counts. */
  readonly state: Json;
};

export type RunFilter = { readonly status?: RunStatus; readonly kind?: string; readonly limit?: number };

/** The latest runs first, closed ones included. */
export const listRuns = async (db: Kysely<Tables>, filter: RunFilter = {}): Promise<RunLine[]> => {
  let query = db
    .selectFrom('ops.outbox as o')
    .leftJoin('ops.pipeline_runs as r', 'r.outbox_id', 'o.id')
    .select(['o.id', 'o.kind', 'o.subject', 'o.attempt', 'o.created_at', 'o.outcome', 'o.paused_at'])
    .select(['r.status', 'r.runner', 'r.steps', 'r.tries', 'r.updated_at', 'r.wait_for'])
    .select(['r.error_code', 'r.error_message', 'r.state'])
    .orderBy('o.created_at', 'desc')
    .orderBy('o.id')
    .limit(filter.limit ?? 50);
  if (filter.kind !== undefined) query = query.where('o.kind', '=', filter.kind);
  const { status } = filter;
  if (status === 'open') query = query.where('r.outbox_id', 'is', null).where('o.closed_at', 'is', null);
  else if (status === 'paused')
    query = query.where('o.paused_at', 'is not', null).where('o.closed_at', 'is', null);
  else if (status !== undefined) query = query.where(sql<string>`coalesce(o.outcome, r.status)`, '=', status);
  return (await query.execute()).map((row) => ({
    run: row.id,
    kind: row.kind,
    subject: row.subject,
    attempt: row.attempt,
    status: row.outcome ?? (row.paused_at === null ? (row.status ?? 'open') : 'paused'),
    runner: row.runner,
    steps: row.steps ?? 0,
    tries: row.tries ?? 0,
    since: row.created_at.toISOString(),
    updated: row.updated_at?.toISOString() ?? null,
    waitsFor: row.status === 'waiting' ? row.wait_for : null,
    code: row.error_code,
    message: row.error_message,
    state: row.state ?? null,
  }));
};
