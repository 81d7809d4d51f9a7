import { sql } from 'kysely';
import type { PublishContext } from '../offers/publish-context.ts';
import type { Connector } from './connector.ts';
import type { FeedDeps } from './deps.ts';
import { documentsFrom, openDocument } from './documents.ts';
import type { KeptDocument } from './documents.ts';
import { prepareItems, publishItems } from './read.ts';
import type { Admit, DocumentItems } from './read.ts';
import type { createReaders } from './readers.ts';

/** Items per step: a few seconds of work between two saved states. */
const ITEMS_PER_STEP = 10_000;
/** Items per transaction. */
const ITEMS_PER_BATCH = 2000;
const DOCUMENTS_PER_STEP = 500;

/** False when the document is damaged or holds fewer rows than it promised. */
const isWhole = (
  connector: Connector,
  kept: KeptDocument,
  end: { damaged: boolean; rows: number },
): boolean => {
  const promised = connector.rowsPromised(kept.contentRange);
  return !end.damaged && (promised === null || promised === end.rows);
};

/**
 * Reads and publishes a stretch of kept documents from a page number on, batch by batch; each batch is one transaction
 * that also says how far its documents are read.
 * @returns the page to go on from, null at the end; whether all that was read was whole
 */
export const readStretch = async (
  deps: FeedDeps,
  readers: ReturnType<typeof createReaders>,
  connector: Connector,
  context: PublishContext,
  page: number,
  admit: Admit | null,
): Promise<{ next: number | null; whole: boolean }> => {
  const run = context.run;
  const kept = await documentsFrom(deps.db.offers, run, page, DOCUMENTS_PER_STEP + 1);
  let batch: DocumentItems[] = [];
  let inBatch = 0;
  let inStep = 0;
  let whole = true;
  let writing: Promise<void> = Promise.resolve();
  const flush = async (): Promise<void> => {
    const now = batch;
    batch = [];
    inBatch = 0;
    if (now.length === 0) return;
    const prepared = await prepareItems(deps.db.offers, connector, context, now, admit);
    await writing;
    writing = deps.db.offers.transaction().execute(async (trx) => {
      // one batch of a source at a time: two runs of it must not publish the same offer at once
      await sql`SELECT FROM offers.sources WHERE id = ${context.source.id} FOR UPDATE`.execute(trx);
      await publishItems(trx, connector, context, prepared, admit);
    });
    // it is awaited before the next batch is written and before the step ends; a failure waits there too
    writing.catch(() => undefined);
  };
  const finish = async (): Promise<void> => {
    await flush();
    await writing;
  };
  for (const document of kept.slice(0, DOCUMENTS_PER_STEP)) {
    if (document.whole !== null) {
      whole &&= document.whole;
      continue;
    }
    const key = `${run}/${document.page}`;
    const reader = await readers.at(key, connector, openDocument(deps, run, document), document.itemsRead);
    for (;;) {
      const from = reader.taken();
      const items = await reader.take(ITEMS_PER_BATCH - inBatch);
      const end = reader.end();
      const isEnd = end === null ? null : isWhole(connector, document, end);
      batch.push({ document, items, from, whole: isEnd });
      inBatch += items.length;
      inStep += items.length;
      if (isEnd !== null) {
        whole &&= isEnd;
        break;
      }
      if (inBatch >= ITEMS_PER_BATCH) await flush();
      if (inStep >= ITEMS_PER_STEP) {
        await finish();
        readers.keep(key, reader);
        return { next: document.page, whole };
      }
    }
    if (inBatch >= ITEMS_PER_BATCH) await flush();
    if (inStep >= ITEMS_PER_STEP) {
      await finish();
      const next = kept.find((other) => other.page > document.page);
      return { next: next?.page ?? null, whole };
    }
  }
  await finish();
  return { next: kept[DOCUMENTS_PER_STEP]?.page ?? null, whole };
};
