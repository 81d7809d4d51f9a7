import { sql } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import { rawKey } from '../../infra/object-store/keys.ts';
import type { Json } from '../../infra/pipeline.ts';
import type { FetchedPage } from './connector.ts';
import { connectorOf } from './connectors.ts';
import type { FeedDeps } from './deps.ts';
import { readRun } from './runs.ts';

/** Where fetching stands: the connector's own cursor and how many pages are kept. */
export type KeepCursor = { readonly cursor: Json; readonly pages: number };

/**
 * Keeps a stretch of pages: the object first, content-addressed, then its row. Pages that an interrupted stretch left
 * are overwritten, since the numbering goes on from the cursor.
 */
export const keepPages = async (
  deps: FeedDeps,
  runId: string,
  from: KeepCursor,
): Promise<{ next: KeepCursor | null; complete: boolean }> => {
  const run = await readRun(deps.db.offers, runId);
  const connector = connectorOf(run.origin.connector);
  await sql`DELETE FROM offers.raw_pages WHERE run = ${runId}::uuid AND page >= ${from.pages}`.execute(
    deps.db.offers,
  );
  let { pages } = from;
  const keep = async ({ name, bytes, contentRange }: FetchedPage): Promise<void> => {
    const key = rawKey(run.source, bytes, 'json');
    await deps.store.put(key, bytes);
    await sql`
      INSERT INTO offers.raw_pages (run, page, name, object_key, content_range)
      VALUES (${runId}::uuid, ${pages}, ${name}, ${key}, ${contentRange})
      ON CONFLICT (run, page) DO UPDATE
      SET name = excluded.name, object_key = excluded.object_key, content_range = excluded.content_range`.execute(
      deps.db.offers,
    );
    pages += 1;
  };
  const { cursor, complete } = await connector.fetch(run.origin, from.cursor, {
    keep,
    credentials: deps.credentials(run.source),
    now: () => deps.clock.now(),
    sleep: deps.sleep,
    startedAt: run.startedAt,
  });
  return { next: cursor === null ? null : { cursor, pages }, complete };
};

/** The bytes of a kept page. @throws JokaError FEED_PAGE_MISSING */
export const readPage = async (deps: FeedDeps, key: string): Promise<Uint8Array> => {
  const bytes = await deps.store.get(key);
  if (bytes === null) throw new JokaError('FEED_PAGE_MISSING', { key });
  return bytes;
};
