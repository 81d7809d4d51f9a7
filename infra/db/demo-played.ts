import type { Database } from './database.ts';

/** True when the invented town's first weeks were played to their end; false when that was interrupted. */
export const demoIsPlayed = async (db: Pick<Database, 'ops'>): Promise<boolean> => {
  const row = await db.ops
    .selectFrom('ops.demo_town')
    .select(['first_end', 'played_until'])
    .executeTakeFirst();
  return row !== undefined && row.played_until.getTime() >= row.first_end.getTime();
};
