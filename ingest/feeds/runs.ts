import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Database } from '../../infra/db/database.ts';
import type { Tables } from '../../infra/db/tables.ts';
import { JokaError } from '../../game/errors.ts';
import type { Source } from '../offers/draft.ts';
import type { FeedOrigin } from './connector.ts';

/** One run as its row says. Instants as PostgreSQL gives them to `pg`: Date. */
export type FeedRun = {
  readonly id: string;
  readonly source: string;
  readonly origin: FeedOrigin;
  readonly status: 'running' | 'done' | 'held' | 'failed';
  readonly startedAt: string;
  readonly finishedAt: string | null;
};

/** Records a source, or checks that it is the recorded one. @throws JokaError FEED_SOURCE_DIFFERS naming the field */
export const ensureSource = async (db: Kysely<Tables>, source: Source): Promise<void> => {
  await db
    .insertInto('offers.sources')
    .values({ ...source })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const found = await db
    .selectFrom('offers.sources')
    .selectAll()
    .where('id', '=', source.id)
    .executeTakeFirstOrThrow();
  for (const field of ['name', 'origin', 'licence', 'attribution'] as const)
    if (found[field] !== source[field])
      throw new JokaError('FEED_SOURCE_DIFFERS', {
        source: source.id,
        field,
        found: found[field],
        given: source[field],
      });
};

/**
 * Asks for a run: its row and the outbox row that causes the work, in one transaction. The work itself is done by
 * whichever runner is up.
 * @param at instant of the request, milliseconds UTC
 */
export const startFeedRun = async (
  db: Pick<Database, 'offers'>,
  at: number,
  run: {
    readonly id: string;
    readonly source: string;
    readonly mapperVersion: string;
    readonly origin: FeedOrigin;
  },
): Promise<void> => {
  const startedAt = new Date(at).toISOString();
  await db.offers.transaction().execute(async (trx) => {
    await sql`
      INSERT INTO offers.feed_runs (id, source, origin, mapper_version, started_at)
      VALUES (${run.id}::uuid, ${run.source}, ${JSON.stringify(run.origin)}::jsonb, ${run.mapperVersion},
              ${startedAt}::timestamptz) ON CONFLICT (id) DO NOTHING`.execute(trx);
    await sql`
      INSERT INTO ops.outbox (kind, subject, created_at) VALUES ('feed', ${run.id}, ${startedAt}::timestamptz)
      ON CONFLICT DO NOTHING`.execute(trx);
  });
};

/** @throws JokaError FEED_RUN_UNKNOWN */
export const readRun = async (db: Kysely<Tables>, id: string): Promise<FeedRun> => {
  const { rows } = await sql<{
    source: string;
    origin: FeedOrigin;
    status: FeedRun['status'];
    started_at: Date;
    finished_at: Date | null;
  }>`SELECT source, origin, status, started_at, finished_at FROM offers.feed_runs
     WHERE id::text = ${id}`.execute(db);
  const [row] = rows;
  if (!row) throw new JokaError('FEED_RUN_UNKNOWN', { run: id });
  return {
    id,
    source: row.source,
    origin: row.origin,
    status: row.status,
    startedAt: new Date(row.started_at).toISOString(),
    finishedAt: row.finished_at === null ? null : new Date(row.finished_at).toISOString(),
  };
};

/** @throws JokaError FEED_SOURCE_UNKNOWN */
export const readSource = async (db: Kysely<Tables>, id: string): Promise<Source> => {
  const row = await db.selectFrom('offers.sources').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new JokaError('FEED_SOURCE_UNKNOWN', { source: id });
  return {
    id: row.id,
    name: row.name,
    origin: row.origin,
    licence: row.licence,
    attribution: row.attribution,
    screened: row.screened,
  };
};
