import { sql } from 'kysely';
import { setImmediate } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { OfferDraft } from '../offers/draft.ts';
import type { PublishContext } from '../offers/publish-context.ts';
import { withDoors } from '../offers/doors.ts';
import { candidateOf, publishOffers } from '../offers/publish.ts';
import type { Candidate } from '../offers/publish.ts';
import { findUnchanged, hashRow, touchUnchanged } from '../offers/unchanged.ts';
import type { HashedRow } from '../offers/unchanged.ts';
import type { Connector } from './connector.ts';
import type { KeptDocument } from './documents.ts';
import type { FeedItem } from './page-rows.ts';
import { quarantine } from './quarantine.ts';
import type { SetAside } from './quarantine.ts';
import type { RawObject } from './row-reader.ts';

/** Items of one document to publish, and where they bring its reading. */
export type DocumentItems = {
  readonly document: KeptDocument;
  readonly items: readonly FeedItem[];
  /** Items read before these. */
  readonly from: number;
  /** Null while the document goes on. */
  readonly whole: boolean | null;
};

/** What to take of the drafts of a row: all, or a refusal. @throws JokaError */
export type Admit = (draft: OfferDraft, place: string) => void;

/**
 * The drafts of a row. Whatever a mapper throws is about this row alone.
 * @throws JokaError FEED_FIELD_*, FEED_ROW_CRASHED
 */
export const draftsOf = (
  connector: Pick<Connector, 'readRow'>,
  row: RawObject,
  place: string,
  admit: Admit | null = null,
): readonly OfferDraft[] => {
  try {
    const drafts = connector.readRow(row, place);
    for (const draft of drafts) admit?.(draft, place);
    return drafts;
  } catch (error) {
    if (error instanceof JokaError) throw error;
    throw new JokaError(
      'FEED_ROW_CRASHED',
      { place, reason: error instanceof Error ? error.name : 'unknown' },
      error,
    );
  }
};

/** What the items of a batch gave before anything is written. */
export type Prepared = {
  readonly batch: readonly PreparedPart[];
};
type HashedItem = HashedRow & { readonly item: FeedItem };
type PreparedPart = {
  readonly part: DocumentItems;
  readonly read: Read;
  /** Rows that need not be read, with their items for the case that they must after all. */
  readonly unchanged: readonly HashedItem[];
};
type Read = { candidates: Candidate[]; aside: SetAside[]; refusedIds: string[] };

const readOne = (
  connector: Connector,
  context: PublishContext,
  item: FeedItem,
  objectKey: string,
  admit: Admit | null,
  into: Read,
): void => {
  const refused = item.damage ?? item.refusal;
  if (refused) {
    into.aside.push({ place: item.place, error: refused, objectKey });
    return;
  }
  if (!item.row) return;
  try {
    const drafts = draftsOf(connector, item.row, item.place, admit);
    // a row of several offers is always read: its id alone does not name them
    const rowHash =
      drafts.length === 1 && context.version !== undefined ? hashRow(item.row, context.version) : null;
    for (const [i, draft] of drafts.entries())
      into.candidates.push(candidateOf(i === 0 ? item.place : `${item.place}@${i}`, draft, context, rowHash));
  } catch (error) {
    if (!(error instanceof JokaError)) throw error;
    into.aside.push({ place: String(error.details['place'] ?? item.place), error, objectKey });
    const id = connector.idOf(item.row);
    if (id !== null) into.refusedIds.push(id);
  }
};

/** Rows read between two turns of the event loop, so that what is being written meanwhile goes on. */
const ROWS_PER_TURN = 50;

/**
 * Reads the items of a batch but for rows known to be unchanged. Writes nothing, so it may run while an earlier batch is
 * being written.
 */
export const prepareItems = async (
  db: Kysely<Tables>,
  connector: Connector,
  context: PublishContext,
  batch: readonly DocumentItems[],
  admit: Admit | null = null,
): Promise<Prepared> => {
  const { version } = context;
  const hashed = batch.map(({ items }) =>
    items.flatMap((item) => {
      const id = version === undefined || !item.row ? null : connector.idOf(item.row);
      if (id === null || !item.row) return [];
      const found: HashedItem = { externalId: id, rowHash: hashRow(item.row, version ?? ''), item };
      return [found];
    }),
  );
  const known = await findUnchanged(db, context, hashed.flat());
  const parts: PreparedPart[] = [];
  let rows = 0;
  for (const [i, part] of batch.entries()) {
    const unchanged = (hashed[i] ?? []).filter(({ externalId }) => known.has(externalId));
    const skipped = new Set(unchanged.map(({ item }) => item));
    const read: Read = { candidates: [], aside: [], refusedIds: [] };
    for (const item of part.items) {
      if (skipped.has(item)) continue;
      readOne(connector, context, item, part.document.objectKey, admit, read);
      rows += 1;
      if (rows % ROWS_PER_TURN === 0) await setImmediate();
    }
    parts.push({
      part,
      read: { ...read, candidates: [...(await withDoors(db, context, read.candidates))] },
      unchanged,
    });
  }
  return { batch: parts };
};

/** A refused row still shows that its offers are there: they must not be withdrawn as absent. */
const markSeen = async (trx: Transaction<Tables>, context: PublishContext, ids: readonly string[]) => {
  if (ids.length === 0) return;
  await sql`
    UPDATE offers.offers SET retrieved_at = ${context.at}::timestamptz, last_seen_run = ${context.run}::uuid
    WHERE source = ${context.source.id} AND (external_id = ANY(${ids})
      OR (external_id LIKE '%@%' AND split_part(external_id, '@', 1) = ANY(${ids})))`.execute(trx);
};

/** Where reading of a document stands now, under the lock of its source. */
const itemsRead = async (trx: Transaction<Tables>, run: string, page: number): Promise<number | null> => {
  const { rows } = await sql<{ items_read: number; over: boolean }>`
    SELECT items_read, whole IS NOT NULL AS over FROM offers.raw_pages
    WHERE run = ${run}::uuid AND page = ${page}`.execute(trx);
  const [row] = rows;
  return !row || row.over ? null : row.items_read;
};

/**
 * Publishes what is good in some prepared items, in one transaction with the mark that they are read; what is not is set
 * aside in the same. Items that another execution of the step has read meanwhile are left alone.
 */
export const publishItems = async (
  trx: Transaction<Tables>,
  connector: Connector,
  context: PublishContext,
  { batch }: Prepared,
  admit: Admit | null = null,
): Promise<void> => {
  const read: Read = { candidates: [], aside: [], refusedIds: [] };
  const fresh: PreparedPart[] = [];
  for (const prepared of batch) {
    const { part } = prepared;
    if ((await itemsRead(trx, context.run, part.document.page)) !== part.from) continue;
    fresh.push(prepared);
    read.candidates.push(...prepared.read.candidates);
    read.aside.push(...prepared.read.aside);
    read.refusedIds.push(...prepared.read.refusedIds);
  }
  const touched = await touchUnchanged(
    trx,
    context,
    fresh.flatMap(({ unchanged }) => unchanged),
  );
  for (const { part, unchanged } of fresh)
    for (const { externalId, item } of unchanged)
      if (!touched.has(externalId)) readOne(connector, context, item, part.document.objectKey, admit, read);
  const published = await publishOffers(trx, context, read.candidates);
  for (const { ref, externalId } of published.repeated)
    read.aside.push({
      place: ref,
      error: new JokaError('FEED_ROW_REPEATED', { place: ref, id: externalId }),
      objectKey:
        fresh.find(({ part }) => ref.startsWith(`${part.document.name}/`))?.part.document.objectKey ?? null,
    });
  await markSeen(trx, context, read.refusedIds);
  await quarantine(trx, { id: context.run, source: context.source.id }, context.at, read.aside);
  await sql`
    UPDATE offers.feed_runs SET seen = seen + ${published.seen + touched.size}, created = created + ${published.created},
      updated = updated + ${published.updated}, unchanged = unchanged + ${published.unchanged + touched.size},
      quarantined = quarantined + ${read.aside.length}
    WHERE id = ${context.run}::uuid`.execute(trx);
  for (const { part } of fresh)
    await sql`
      UPDATE offers.raw_pages SET items_read = ${part.from + part.items.length}, whole = ${part.whole},
        processed_at = CASE WHEN ${part.whole !== null} THEN ${context.at}::timestamptz END
      WHERE run = ${context.run}::uuid AND page = ${part.document.page}`.execute(trx);
};
