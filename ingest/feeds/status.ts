import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';

/** How one source stands: its offers now and its last run. Instants ISO 8601 UTC; counts of the last run. */
export type FeedStatus = {
  readonly source: string;
  readonly name: string;
  readonly open: number;
  readonly run: string | null;
  readonly status: string | null;
  readonly complete: boolean | null;
  readonly seen: number | null;
  readonly created: number | null;
  readonly updated: number | null;
  readonly unchanged: number | null;
  readonly withdrawn: number | null;
  readonly quarantined: number | null;
  /** Held lines of the source by code, `FEED_FIELD_TYPE 3, …`. Null when there are none. */
  readonly reasons: string | null;
  readonly seconds: number | null;
  readonly startedAt: string | null;
  readonly note: string | null;
};

/**
 * Status of every source, or of one, by id.
 * @param ops the database as a role that reads ops.quarantine and offers
 */
export const feedStatus = async (ops: Kysely<Tables>, source?: string): Promise<FeedStatus[]> => {
  const { rows } = await sql<FeedStatus & { started: Date | null }>`
    SELECT s.id AS source, s.name,
      (SELECT count(*)::int FROM offers.offers o WHERE o.source = s.id AND o.state = 'open') AS open,
      r.id AS run, r.status, r.complete, r.seen, r.created, r.updated, r.unchanged, r.withdrawn, r.quarantined,
      (SELECT string_agg(code || ' ' || n, ', ' ORDER BY n DESC, code) FROM (
         SELECT code, count(*) AS n FROM ops.quarantine q
         WHERE q.entry = 'feed' AND q.source = s.id AND q.state = 'held' GROUP BY code) reasons) AS reasons,
      round(extract(epoch FROM r.finished_at - r.started_at)::numeric, 1)::float8 AS seconds,
      r.started_at AS started, r.held_reason AS note
    FROM offers.sources s
    LEFT JOIN LATERAL (
      SELECT * FROM offers.feed_runs f WHERE f.source = s.id ORDER BY f.started_at DESC, f.id LIMIT 1) r ON true
    WHERE s.id = ${source ?? null} OR ${source ?? null}::text IS NULL
    ORDER BY s.id`.execute(ops);
  return rows.map(({ started, ...row }) => ({
    ...row,
    startedAt: started === null ? null : new Date(started).toISOString(),
  }));
};

/** The share of a source's open offers at each precision, finest first. */
export const precisionShares = async (
  db: Kysely<Tables>,
  source: string,
): Promise<{ precision: string; offers: number; share: number }[]> => {
  const { rows } = await sql<{ precision: string; offers: number; share: number }>`
    SELECT precision, count(*)::int AS offers, (count(*) / sum(count(*)) OVER ())::float8 AS share
    FROM offers.offers WHERE source = ${source} AND state = 'open' GROUP BY precision
    ORDER BY array_position(
      ARRAY['door','street','photo','commune','postcode','department','region','none'], precision)`.execute(
    db,
  );
  return rows;
};
