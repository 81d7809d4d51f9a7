import { sql } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import { rawKey } from '../../infra/object-store/keys.ts';
import type { Json } from '../../infra/pipeline.ts';
import type { FetchDoors } from './connector.ts';
import { connectorOf } from './connectors.ts';
import type { FeedDeps } from './deps.ts';
import { noHttp } from './http.ts';
import { inParts } from './parts.ts';
import { keepReplay } from './replay.ts';
import { readRun } from './runs.ts';
import type { FeedRun } from './runs.ts';

/** Where fetching stands: the connector's own cursor and how many pages are kept. */
export type KeepCursor = { readonly cursor: Json; readonly pages: number };

const EXTENSIONS = [
  [/json/i, 'json'],
  [/xml|rss/i, 'xml'],
  [/csv/i, 'csv'],
  [/html?\b/i, 'html'],
] as const;

/** The extension under which a document is kept, from its name, else its type. */
export const rawExtension = (
  name: string,
  contentType: string | null,
): 'json' | 'xml' | 'csv' | 'html' | 'bin' => {
  const said = /\.(\w{2,5})$/.exec(name)?.[1] ?? contentType ?? 'json';
  return EXTENSIONS.find(([pattern]) => pattern.test(said))?.[1] ?? 'bin';
};

type Part = {
  name: string;
  bytes: Uint8Array;
  contentRange: string | null;
  contentType: string | null;
  part: number;
};

/** What a fetcher of this run is given, over real doors. @param pages how many pages are kept already */
export const fetchDoors = (
  deps: FeedDeps,
  run: FeedRun,
  pages: number,
): { doors: FetchDoors; kept: () => number } => {
  let next = pages;
  const keepPart = async ({ name, bytes, contentRange, contentType, part }: Part): Promise<void> => {
    const key = rawKey(run.source, bytes, rawExtension(name, contentType));
    await deps.store.put(key, bytes);
    await sql`
      INSERT INTO offers.raw_pages (run, page, name, object_key, content_range, content_type, part)
      VALUES (${run.id}::uuid, ${next}, ${name}, ${key}, ${contentRange}, ${contentType}, ${part})
      ON CONFLICT (run, page) DO UPDATE
      SET name = excluded.name, object_key = excluded.object_key, content_range = excluded.content_range,
          content_type = excluded.content_type, part = excluded.part`.execute(deps.db.offers);
    next += 1;
  };
  const doors: FetchDoors = {
    keep: ({ contentType = null, ...page }) => keepPart({ ...page, contentType, part: 0 }),
    keepDocument: async ({ name, chunks, contentType }) => {
      let part = 0;
      let size = 0;
      for await (const bytes of inParts(chunks)) {
        await keepPart({ name, bytes, contentRange: null, contentType, part });
        part += 1;
        size += bytes.length;
      }
      return size;
    },
    credentials: deps.credentials(run.origin.connector),
    apiKey: deps.apiKey?.(run.origin.connector) ?? null,
    http: deps.http ?? noHttp,
    now: () => deps.clock.now(),
    sleep: deps.sleep,
    startedAt: run.startedAt,
  };
  return { doors, kept: () => next };
};

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
  await sql`DELETE FROM offers.raw_pages WHERE run = ${runId}::uuid AND page >= ${from.pages}`.execute(
    deps.db.offers,
  );
  if (run.origin.replay !== undefined)
    return { next: null, complete: await keepReplay(deps.db.offers, runId, run.origin.replay) };
  const { object } = run.origin;
  if (object !== undefined) {
    await sql`
      INSERT INTO offers.raw_pages (run, page, name, object_key)
      VALUES (${runId}::uuid, 0, ${object.name}, ${object.key})`.execute(deps.db.offers);
    return { next: null, complete: run.origin.all === true };
  }
  const { doors, kept } = fetchDoors(deps, run, from.pages);
  const { cursor, complete } = await connectorOf(run.origin).fetch(run.origin, from.cursor, doors);
  const { all, mode } = run.origin;
  return {
    next: cursor === null ? null : { cursor, pages: kept() },
    complete: complete && all !== false && mode !== 'fast',
  };
};

/** The bytes of a kept page. @throws JokaError FEED_PAGE_MISSING */
export const readPage = async (deps: Pick<FeedDeps, 'store'>, key: string): Promise<Uint8Array> => {
  const bytes = await deps.store.get(key);
  if (bytes === null) throw new JokaError('FEED_PAGE_MISSING', { key });
  return bytes;
};
