import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { FeedOrigin } from './connector.ts';
import { connectorOf } from './connectors.ts';
import type { FeedDeps } from './deps.ts';
import { startFeedRun } from './runs.ts';
import type { StartSteps } from './start-pipeline.ts';

const MINUTE_MS = 60_000;
/** A fast pass reads again this much before the last run: sources date an offer before they show it. */
const LAG_MS = 60 * MINUTE_MS;
/** Without an earlier run, a fast pass looks a day back. */
const FIRST_MS = 24 * 60 * MINUTE_MS;
/** A run that is older than this has died in a way nobody mends: it does not keep the next one away. */
const STALE_MS = 24 * 60 * MINUTE_MS;

const uuidOf = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** What a scheduled run of a source reads; null when the source is not switched on. */
export const feedOf = async (db: Kysely<Tables>, source: string): Promise<FeedOrigin | null> => {
  const row = await db
    .selectFrom('offers.sources')
    .select('feed')
    .where('id', '=', source)
    .executeTakeFirst();
  // written by `joka feed enable` and kept as JSON: only its type was forgotten
  return (row?.feed ?? null) as unknown as FeedOrigin | null;
};

const sinceOf = async (db: Kysely<Tables>, source: string, now: number): Promise<string> => {
  const { rows } = await sql<{ at: Date | null }>`
    SELECT max(started_at) AS at FROM offers.feed_runs
    WHERE source = ${source} AND status IN ('done', 'held')`.execute(db);
  const last = rows[0]?.at ?? null;
  return new Date(last === null ? now - FIRST_MS : new Date(last).getTime() - LAG_MS).toISOString();
};

/** The step over real doors. */
export const createStartSteps = ({ db, clock }: Pick<FeedDeps, 'db' | 'clock'>): StartSteps => ({
  start: async (subject) => {
    const [source = '', mode = 'full'] = subject.split('/');
    const feed = await feedOf(db.offers, source);
    if (feed === null) return { run: null };
    const now = clock.now();
    const id = uuidOf(`feed-start\n${subject}`);
    const { rows } = await sql`
      SELECT FROM offers.feed_runs WHERE source = ${source} AND status = 'running' AND id <> ${id}::uuid
        AND started_at > ${new Date(now - STALE_MS).toISOString()}::timestamptz LIMIT 1`.execute(db.offers);
    // one run of a source at a time: a fast pass that comes during the night's sweep is simply left out
    if (rows.length > 0) return { run: null };
    if (mode !== 'fast' && mode !== 'full') throw new JokaError('FEED_SOURCE_UNKNOWN', { source: subject });
    const origin: FeedOrigin =
      mode === 'fast' ? { ...feed, mode, since: await sinceOf(db.offers, source, now) } : { ...feed, mode };
    await startFeedRun(db, now, { id, source, mapperVersion: connectorOf(feed).mapperVersion, origin });
    return { run: id };
  },
});
