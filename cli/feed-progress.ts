import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../infra/db/database.ts';
import type { Progress } from './progress.ts';

/** One look at a run: its row, its pages, and what the runner says of it. */
export type RunView = {
  readonly id: string;
  readonly source: string;
  readonly status: 'running' | 'done' | 'held' | 'failed';
  readonly complete: boolean | null;
  readonly seen: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly withdrawn: number;
  readonly quarantined: number;
  readonly note: string | null;
  readonly pages: number;
  readonly pagesRead: number;
  /** State of the pipeline run, null before a runner took it up. */
  readonly runner: string | null;
  readonly error: string | null;
};

export const viewRun = async (db: Database, id: string): Promise<RunView> => {
  const { rows } = await sql<RunView>`
    SELECT r.id, r.source, r.status, r.complete, r.seen, r.created, r.updated, r.unchanged, r.withdrawn,
      r.quarantined, r.held_reason AS note,
      (SELECT count(*)::int FROM offers.raw_pages p WHERE p.run = r.id) AS pages,
      (SELECT count(*)::int FROM offers.raw_pages p WHERE p.run = r.id AND p.processed_at IS NOT NULL) AS "pagesRead"
    FROM offers.feed_runs r WHERE r.id = ${id}::uuid`.execute(db.offers);
  const runner = await sql<{ status: string; error: string | null }>`
    SELECT status, error_message AS error FROM ops.pipeline_runs
    WHERE kind = 'feed' AND subject = ${id} ORDER BY started_at DESC LIMIT 1`.execute(db.ops);
  const [row] = rows;
  if (!row) throw new Error(`feed run ${id} vanished`);
  return { ...row, runner: runner.rows[0]?.status ?? null, error: runner.rows[0]?.error ?? null };
};

const isOver = (view: RunView): boolean =>
  view.status !== 'running' || (view.runner !== null && !['running', 'waiting'].includes(view.runner));

const LOOK_EVERY_MS = 250;

/** Shows a run's pages until it ends, and answers how it ended. */
export const followRun = async (db: Database, id: string, progress: Progress): Promise<RunView> => {
  for (;;) {
    const view = await viewRun(db, id);
    if (isOver(view)) return view;
    if (view.pagesRead === 0) progress.step(`${view.source}: keeping pages`);
    else progress.step(`${view.source}: reading pages`, view.pagesRead, view.pages);
    await sleep(LOOK_EVERY_MS);
  }
};
