import type { Database } from './database.ts';

/** What this store is: null while it is empty, then for ever a demo or a real instance. */
export const instanceKind = async (db: Pick<Database, 'idp'>): Promise<'demo' | 'real' | null> => {
  const row = await db.idp.selectFrom('idp.instance').select('kind').executeTakeFirst();
  return row?.kind ?? null;
};
