import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { OfferDraft } from '../offers/draft.ts';
import type { PublishContext } from '../offers/publish-context.ts';
import { publishOffers } from '../offers/publish.ts';
import type { Candidate } from '../offers/publish.ts';
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

type Read = { candidates: Candidate[]; aside: SetAside[]; refusedIds: string[] };

const readOne = (
  connector: Connector,
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
    for (const [i, draft] of drafts.entries())
      into.candidates.push({ ref: i === 0 ? item.place : `${item.place}@${i}`, draft });
  } catch (error) {
    if (!(error instanceof JokaError)) throw error;
    into.aside.push({ place: String(error.details['place'] ?? item.place), error, objectKey });
    const id = connector.idOf(item.row);
    if (id !== null) into.refusedIds.push(id);
  }
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
 * Publishes what is good in some items, in one transaction with the mark that they are read; what is not is set aside in
 * the same. Items that another execution of the step has read meanwhile are left alone.
 */
export const publishItems = async (
  trx: Transaction<Tables>,
  connector: Connector,
  context: PublishContext,
  batch: readonly DocumentItems[],
  admit: Admit | null = null,
): Promise<void> => {
  const read: Read = { candidates: [], aside: [], refusedIds: [] };
  const fresh: DocumentItems[] = [];
  for (const part of batch) {
    if ((await itemsRead(trx, context.run, part.document.page)) !== part.from) continue;
    fresh.push(part);
    for (const item of part.items) readOne(connector, item, part.document.objectKey, admit, read);
  }
  const published = await publishOffers(trx, context, read.candidates);
  for (const { ref, externalId } of published.repeated)
    read.aside.push({
      place: ref,
      error: new JokaError('FEED_ROW_REPEATED', { place: ref, id: externalId }),
      objectKey:
        fresh.find(({ document }) => ref.startsWith(`${document.name}/`))?.document.objectKey ?? null,
    });
  await markSeen(trx, context, read.refusedIds);
  await quarantine(trx, { id: context.run, source: context.source.id }, context.at, read.aside);
  await sql`
    UPDATE offers.feed_runs SET seen = seen + ${published.seen}, created = created + ${published.created},
      updated = updated + ${published.updated}, unchanged = unchanged + ${published.unchanged},
      quarantined = quarantined + ${read.aside.length}
    WHERE id = ${context.run}::uuid`.execute(trx);
  for (const { document, from, items, whole } of fresh)
    await sql`
      UPDATE offers.raw_pages SET items_read = ${from + items.length}, whole = ${whole},
        processed_at = CASE WHEN ${whole !== null} THEN ${context.at}::timestamptz END
      WHERE run = ${context.run}::uuid AND page = ${document.page}`.execute(trx);
};
