import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { PublishContext } from '../offers/publish-context.ts';
import { publishOffers } from '../offers/publish.ts';
import type { Candidate } from '../offers/publish.ts';
import type { Connector } from './connector.ts';
import type { PageRow } from './page-rows.ts';
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

/**
 * Reads one kept page and publishes what is good in it, in one transaction with the mark that it is read. `whole` is
 * false when the page is damaged or holds fewer rows than it promised: then the run proves nothing absent.
 */
export const readKeptPage = async (
  trx: Transaction<Tables>,
  connector: Connector,
  context: PublishContext,
  kept: KeptPage,
  bytes: Uint8Array,
): Promise<{ whole: boolean }> => {
  const { rows, damage } = connector.readPage(kept.name, bytes);
  const read: Read = { candidates: [], aside: [], refusedIds: [] };
  if (damage) read.aside.push({ place: kept.name, error: damage, objectKey: kept.objectKey });
  for (const item of rows) readOne(connector, item, kept.objectKey, read);
  const published = await publishOffers(trx, context, read.candidates);
  for (const { ref, externalId } of published.repeated)
    read.aside.push({
      place: ref,
      error: new JokaError('FEED_ROW_REPEATED', { place: ref, id: externalId }),
      objectKey: kept.objectKey,
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
    WHERE run = ${context.run}::uuid AND page = ${kept.page}`.execute(trx);
  const promised = connector.rowsPromised(kept.contentRange);
  return { whole: damage === null && (promised === null || promised === rows.length) };
};
