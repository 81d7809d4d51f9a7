import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import type { FeedOrigin } from './connector.ts';

/** When a source is read by itself, as cron in UTC, by mode. */
export type FeedSchedules = Readonly<Partial<Record<'fast' | 'full', string>>>;

const nameOf = (source: string, mode: string): string => `feed-${source}-${mode}`;

/** Lets a source be read by itself: what its runs read, and when. Again with other values replaces them. */
export const switchOn = async (
  db: { readonly offers: Kysely<Tables>; readonly ops: Kysely<Tables> },
  source: string,
  origin: FeedOrigin,
  schedules: FeedSchedules,
): Promise<void> => {
  await sql`UPDATE offers.sources SET feed = ${JSON.stringify(origin)}::jsonb WHERE id = ${source}`.execute(
    db.offers,
  );
  for (const [mode, cron] of Object.entries(schedules))
    await sql`
      INSERT INTO ops.schedules (name, kind, subject, cron)
      VALUES (${nameOf(source, mode)}, 'feed-start', ${`${source}/${mode}/{minute}`}, ${cron})
      ON CONFLICT (name) DO UPDATE SET cron = excluded.cron, subject = excluded.subject, enabled = true`.execute(
      db.ops,
    );
};

/** Pauses or resumes the schedules of a source. Answers how many it has. */
export const setPaused = async (ops: Kysely<Tables>, source: string, paused: boolean): Promise<number> => {
  const { rows } = await sql`
    UPDATE ops.schedules SET enabled = ${!paused}
    WHERE kind = 'feed-start' AND subject LIKE ${`${source}/%`} RETURNING name`.execute(ops);
  return rows.length;
};
