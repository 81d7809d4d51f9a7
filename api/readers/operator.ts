import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import type { listOrganisations, listQuarantine, listRuns, listSources } from '../contract/operator.ts';
import type { QueryOf, ResponseOf } from '../contract/route.ts';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export const readSources = async (offers: Kysely<Tables>): Promise<ResponseOf<typeof listSources>> => {
  const sources = await offers
    .selectFrom('offers.sources as s')
    .select(['s.id', 's.name', 's.origin', 's.licence'])
    .select(
      sql<number>`(SELECT count(*)::int FROM offers.offers o WHERE o.source = s.id AND o.state = 'open')`.as(
        'open',
      ),
    )
    .orderBy('s.id')
    .execute();
  const runs = await offers
    .selectFrom('offers.feed_runs')
    .selectAll()
    .distinctOn('source')
    .orderBy('source')
    .orderBy('started_at', 'desc')
    .execute();
  const lastOf = new Map(runs.map((run) => [run.source, run]));
  return {
    sources: sources.map((source) => {
      const run = lastOf.get(source.id);
      if (run === undefined) return { ...source, lastRun: null };
      const { id, status, seen, created, updated, unchanged, withdrawn, quarantined } = run;
      const counts = { seen, created, updated, unchanged, withdrawn, quarantined };
      const times = { startedAt: run.started_at.toISOString(), finishedAt: iso(run.finished_at) };
      return { ...source, lastRun: { id, status, ...times, ...counts, heldReason: run.held_reason } };
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
