import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { PublishContext } from '../offers/publish-context.ts';
import { publishOffers } from '../offers/publish.ts';
import type { Candidate } from '../offers/publish.ts';
import type { Connector } from './connector.ts';
import type { PageRow, PageRows } from './page-rows.ts';
import { quarantine } from './quarantine.ts';
import type { SetAside } from './quarantine.ts';

/** One kept page, as its row says. */
export type KeptPage = {
  readonly page: number;
  readonly name: string;
  readonly objectKey: string;
  readonly contentRange: string | null;
};

type Read = { candidates: Candidate[]; aside: SetAside[]; refusedIds: string[] };

const readOne = (connector: Connector, item: PageRow, objectKey: string, into: Read): void => {
  if (item.refusal) {
    into.aside.push({ place: item.place, error: item.refusal, objectKey });
    return;
  }
  try {
    into.candidates.push({ ref: item.place, draft: connector.readRow(item.row, item.place) });
  } catch (error) {
    if (!(error instanceof JokaError)) throw error;
    into.aside.push({ place: String(error.details['place'] ?? item.place), error, objectKey });
    const id = connector.idOf(item.row);
    if (id !== null) into.refusedIds.push(id);
  }
};

/** A refused row still shows that its offer is there: it must not be withdrawn as absent. */
const markSeen = async (trx: Transaction<Tables>, context: PublishContext, ids: readonly string[]) => {
  if (ids.length === 0) return;
  await sql`
    UPDATE offers.offers SET retrieved_at = ${context.at}::timestamptz, last_seen_run = ${context.run}::uuid
    WHERE source = ${context.source.id} AND external_id = ANY(${ids})`.execute(trx);
};

/** False when the page is damaged or holds fewer rows than it promised. */
export const isWhole = (connector: Connector, kept: KeptPage, page: PageRows): boolean => {
  const promised = connector.rowsPromised(kept.contentRange);
  return page.damage === null && (promised === null || promised === page.rows.length);
};

/**
 * Publishes what is good in some kept pages, in one transaction with the mark that they are read; what is not is set
 * aside in the same.
 */
export const readKeptPages = async (
  trx: Transaction<Tables>,
  connector: Connector,
  context: PublishContext,
  pages: readonly { readonly kept: KeptPage; readonly page: PageRows }[],
): Promise<void> => {
  const read: Read = { candidates: [], aside: [], refusedIds: [] };
  for (const { kept, page } of pages) {
    if (page.damage) read.aside.push({ place: kept.name, error: page.damage, objectKey: kept.objectKey });
    for (const item of page.rows) readOne(connector, item, kept.objectKey, read);
  }
  const published = await publishOffers(trx, context, read.candidates);
  for (const { ref, externalId } of published.repeated)
    read.aside.push({
      place: ref,
      error: new JokaError('FEED_ROW_REPEATED', { place: ref, id: externalId }),
      objectKey: pages.find(({ kept }) => ref.startsWith(`${kept.name}/`))?.kept.objectKey ?? null,
    });
  await markSeen(trx, context, read.refusedIds);
  await quarantine(trx, { id: context.run, source: context.source.id }, context.at, read.aside);
  await sql`
    UPDATE offers.feed_runs SET seen = seen + ${published.seen}, created = created + ${published.created},
      updated = updated + ${published.updated}, unchanged = unchanged + ${published.unchanged},
      quarantined = quarantined + ${read.aside.length}
    WHERE id = ${context.run}::uuid`.execute(trx);
  await sql`
    UPDATE offers.raw_pages SET processed_at = ${context.at}::timestamptz
    WHERE run = ${context.run}::uuid AND page = ANY(${pages.map(({ kept }) => kept.page)}::int[])`.execute(
    trx,
  );
};
