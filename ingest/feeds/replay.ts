import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Tables } from '../../infra/db/tables.ts';

/**
 * Gives a run the kept pages of an earlier one, to be read again by today's mapper. Nothing is fetched.
 * @returns whether the earlier run was complete and nothing of its source was read since: only then may absence count
 * @throws JokaError FEED_NO_PAGES
 */
export const keepReplay = async (db: Kysely<Tables>, run: string, from: string): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    INSERT INTO offers.raw_pages (run, page, name, object_key, content_range, content_type, part)
    SELECT ${run}::uuid, page, name, object_key, content_range, content_type, part
    FROM offers.raw_pages WHERE run = ${from}::uuid`.execute(db);
  if (numAffectedRows === 0n || numAffectedRows === undefined)
    throw new JokaError('FEED_NO_PAGES', { origin: `run ${from}` });
  const { rows } = await sql<{ complete: boolean }>`
    SELECT r.complete IS TRUE AND NOT EXISTS (
      SELECT FROM offers.feed_runs later WHERE later.source = r.source AND later.started_at > r.started_at
        AND later.id <> ${run}::uuid) AS complete
    FROM offers.feed_runs r WHERE r.id = ${from}::uuid`.execute(db);
  return rows[0]?.complete === true;
};
