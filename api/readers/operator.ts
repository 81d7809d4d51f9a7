import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import type { listOrganisations, listQuarantine, listRuns, listSources } from '../contract/operator.ts';
import type { QueryOf, ResponseOf } from '../contract/route.ts';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** How many offers a held run's note speaks of: `large drop: 320 of 1500 offers would be withdrawn`. */
export const vanishingIn = (note: string | null): { vanishing: number | null; openBefore: number | null } => {
  const found = /(\d+) of (\d+) offers would be withdrawn/.exec(note ?? '');
  return { vanishing: found ? Number(found[1]) : null, openBefore: found ? Number(found[2]) : null };
};

const HEALTH = { running: 'running', done: 'ok', held: 'held', failed: 'failed' } as const;

type SourceAnswer = ResponseOf<typeof listSources>['sources'][number];

/** Every source with its health. @param ops as a role that reads the quarantine and offers */
export const readSources = async (ops: Kysely<Tables>): Promise<ResponseOf<typeof listSources>> => {
  const sources = await ops
    .selectFrom('offers.sources as s')
    .select(['s.id', 's.name', 's.origin', 's.licence', 's.verified', 's.feed'])
    .orderBy('s.id')
    .execute();
  const runs = await ops
    .selectFrom('offers.feed_runs')
    .selectAll()
    .distinctOn('source')
    .orderBy('source')
    .orderBy('started_at', 'desc')
    .execute();
  const reasons = await sql<{ source: string; code: string; rows: number }>`
    SELECT source, code, count(*)::int AS rows FROM ops.quarantine WHERE entry = 'feed' AND state = 'held'
    GROUP BY source, code ORDER BY rows DESC, code`.execute(ops);
  const known = await sql<{ source: string; precision: string; offers: number }>`
    SELECT source, precision, count(*)::int AS offers FROM offers.offers WHERE state = 'open'
    GROUP BY source, precision ORDER BY offers DESC, precision`.execute(ops);
  const lastOf = new Map(runs.map((run) => [run.source, run]));
  return {
    sources: sources.map(({ feed, ...source }): SourceAnswer => {
      const run = lastOf.get(source.id);
      const precision = known.rows
        .filter((row) => row.source === source.id)
        .map(({ precision: name, offers }) => ({ precision: name, offers }));
      const answer = {
        ...source,
        open: precision.reduce((sum, { offers }) => sum + offers, 0),
        scheduled: feed !== null,
        precision,
        reasons: reasons.rows
          .filter((row) => row.source === source.id)
          .map(({ code, rows }) => ({ code, rows })),
      };
      if (run === undefined) return { ...answer, health: 'never', lastRun: null };
      const { id, status, complete, seen, created, updated, unchanged, withdrawn, quarantined } = run;
      const { mode } = run.origin as { mode?: string };
      const ms = run.finished_at === null ? null : run.finished_at.getTime() - run.started_at.getTime();
      const lastRun = {
        id,
        status,
        complete,
        seen,
        created,
        updated,
        unchanged,
        withdrawn,
        quarantined,
        startedAt: run.started_at.toISOString(),
        finishedAt: iso(run.finished_at),
        seconds: ms === null ? null : Math.round(ms / 100) / 10,
        mode: mode ?? 'full',
        heldReason: run.held_reason,
        ...(status === 'held' ? vanishingIn(run.held_reason) : { vanishing: null, openBefore: null }),
      };
      return { ...answer, health: HEALTH[status], lastRun };
    }),
  };
};

/** Runs without their subjects, which may name persons. */
export const readRuns = async (
  ops: Kysely<Tables>,
  now: number,
  { kind, status }: QueryOf<typeof listRuns>,
): Promise<ResponseOf<typeof listRuns>> => {
  let asked = ops.selectFrom('ops.pipeline_runs').selectAll().orderBy('started_at', 'desc').limit(200);
  if (kind !== undefined) asked = asked.where('kind', '=', kind);
  if (status !== undefined) asked = asked.where(sql<boolean>`status = ${status}`);
  const rows = await asked.execute();
  const { open, oldest } = await ops
    .selectFrom('ops.outbox')
    .select([sql<number>`count(*)::int`.as('open'), (eb) => eb.fn.min('created_at').as('oldest')])
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return {
    runs: rows.map((row) => ({
      id: row.outbox_id,
      kind: row.kind,
      status: row.status,
      runner: row.runner,
      attempt: row.attempt,
      steps: row.steps,
      tries: row.tries,
      startedAt: row.started_at.toISOString(),
      finishedAt: iso(row.finished_at),
      errorCode: row.error_code,
    })),
    open,
    oldestSeconds: open === 0 ? null : Math.max(0, Math.round((now - new Date(oldest).getTime()) / 1000)),
  };
};

export const readQuarantine = async (ops: Kysely<Tables>): Promise<ResponseOf<typeof listQuarantine>> => {
  const rows = await ops
    .selectFrom('ops.quarantine')
    .selectAll()
    .where('state', 'in', ['held', 'retried'])
    .orderBy('at', 'desc')
    .limit(500)
    .execute();
  return {
    items: rows.map(({ id, entry, source, place, code, message, remedy, state, tries, at, kind }) => ({
      id,
      entry,
      source,
      place,
      code,
      message,
      remedy,
      state,
      tries,
      canRetry: kind !== null,
      at: at.toISOString(),
    })),
  };
};

export const readOrganisations = async (
  idp: Kysely<Tables>,
): Promise<ResponseOf<typeof listOrganisations>> => ({
  organisations: await idp
    .selectFrom('idp.organisations as o')
    .select(['o.id', 'o.name', 'o.kind', 'o.territory'])
    .select(
      sql<number>`(SELECT count(*)::int FROM idp.memberships m WHERE m.organisation = o.id)`.as('accounts'),
    )
    .orderBy('o.created_at')
    .execute(),
});
