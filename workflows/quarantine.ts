import type { Kysely } from 'kysely';
import type { Tables } from '../infra/db/tables.ts';
import { cause } from './outbox.ts';

/** Which lines of the quarantine. Ids that do not exist select nothing. */
export type QuarantineFilter = {
  readonly ids?: readonly string[];
  readonly entry?: 'feed' | 'photo' | 'batch' | 'form' | 'file';
  readonly source?: string;
  readonly code?: string;
  readonly state?: 'held' | 'retried' | 'released' | 'dropped';
};

const select = (db: Kysely<Tables>, filter: QuarantineFilter) => {
  let query = db.selectFrom('ops.quarantine').selectAll();
  if (filter.ids) query = query.where('id', 'in', filter.ids.length > 0 ? [...filter.ids] : [NOBODY]);
  if (filter.entry) query = query.where('entry', '=', filter.entry);
  if (filter.source) query = query.where('source', '=', filter.source);
  if (filter.code) query = query.where('code', '=', filter.code);
  if (filter.state) query = query.where('state', '=', filter.state);
  return query;
};

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Lines of the quarantine, newest first. */
export const listQuarantine = (db: Kysely<Tables>, filter: QuarantineFilter, limit: number) =>
  select(db, filter).orderBy('at', 'desc').orderBy('place').limit(limit).execute();

/**
 * Asks for held lines to be read again: marks them, counts the try and causes the work they belong to, in one transaction. Answers how
 * many; lines without work to do again (forms, files) are left held.
 */
export const retryQuarantine = (db: Kysely<Tables>, filter: QuarantineFilter, at: Date): Promise<number> =>
  db.transaction().execute(async (trx) => {
    const rows = await select(trx, { ...filter, state: 'held' })
      .where('kind', 'is not', null)
      .where('subject', 'is not', null)
      .forUpdate()
      .execute();
    if (rows.length === 0) return 0;
    await trx
      .updateTable('ops.quarantine')
      .set((eb) => ({ state: 'retried', tries: eb('tries', '+', 1), updated_at: at }))
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute();
    const works = new Map(rows.map((row) => [`${row.kind}/${row.subject}`, row]));
    for (const { kind, subject } of works.values())
      if (kind !== null && subject !== null) await cause(trx, { kind, subject }, at);
    return rows.length;
  });

/** Lets held lines go for good: they stay listed as `dropped`. Answers how many. */
export const dropQuarantine = async (
  db: Kysely<Tables>,
  filter: QuarantineFilter,
  at: Date,
): Promise<number> => {
  const rows = await select(db, { ...filter, state: 'held' }).execute();
  if (rows.length === 0) return 0;
  await db
    .updateTable('ops.quarantine')
    .set({ state: 'dropped', updated_at: at })
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  return rows.length;
};
