import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import type { FeedDocument } from './connector.ts';
import type { FeedDeps } from './deps.ts';
import { readPage } from './keep.ts';

/** One kept document, as its rows say: `page` is the number of its first part. */
export type KeptDocument = {
  readonly page: number;
  readonly name: string;
  /** Object of the first part. */
  readonly objectKey: string;
  readonly contentRange: string | null;
  readonly contentType: string | null;
  readonly itemsRead: number;
  /** Null while it is not read to its end. */
  readonly whole: boolean | null;
};

/** Documents of a run from a page number on, in order. */
export const documentsFrom = async (
  db: Kysely<Tables>,
  run: string,
  page: number,
  limit: number,
): Promise<KeptDocument[]> => {
  const { rows } = await sql<KeptDocument>`
    SELECT page, name, object_key AS "objectKey", content_range AS "contentRange", content_type AS "contentType",
           items_read AS "itemsRead", whole
    FROM offers.raw_pages WHERE run = ${run}::uuid AND page >= ${page} AND part = 0
    ORDER BY page LIMIT ${limit}`.execute(db);
  return rows;
};

/** The documents of a run whose first part is one of these objects. */
export const documentsOfObject = async (
  db: Kysely<Tables>,
  run: string,
  objectKey: string,
): Promise<KeptDocument[]> => {
  const { rows } = await sql<KeptDocument>`
    SELECT page, name, object_key AS "objectKey", content_range AS "contentRange", content_type AS "contentType",
           items_read AS "itemsRead", whole
    FROM offers.raw_pages WHERE run = ${run}::uuid AND object_key = ${objectKey} AND part = 0
    ORDER BY page`.execute(db);
  return rows;
};

/** A kept document as bytes, its parts one after the other, one in memory at a time. */
export const openDocument = (
  deps: Pick<FeedDeps, 'db' | 'store'>,
  run: string,
  kept: KeptDocument,
): FeedDocument => ({
  name: kept.name,
  contentType: kept.contentType,
  chunks: async function* () {
    yield await readPage(deps, kept.objectKey);
    for (let page = kept.page + 1; ; page += 1) {
      const { rows } = await sql<{ object_key: string }>`
        SELECT object_key FROM offers.raw_pages
        WHERE run = ${run}::uuid AND page = ${page} AND part = ${page - kept.page}`.execute(deps.db.offers);
      const [part] = rows;
      if (!part) return;
      yield await readPage(deps, part.object_key);
    }
  },
});
