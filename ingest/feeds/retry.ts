import { sql } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { PublishContext } from '../offers/publish-context.ts';
import { publishOffers } from '../offers/publish.ts';
import type { Connector } from './connector.ts';
import type { FeedDeps } from './deps.ts';
import { readPage } from './keep.ts';
import type { PageRow } from './page-rows.ts';

type Asked = { id: string; place: string; object_key: string };

/** True for the row at `page/list[3]` when a field of it (`page/list[3].field`) was refused. */
const isAt = (row: PageRow, place: string): boolean =>
  place === row.place || place.startsWith(`${row.place}.`);

/**
 * Reads again the rows of a run that were asked for (state `retried`), from the kept page and with today's mapper.
 * What is good now is published and released; what is not is held again. Whoever asks counts the try. A page-wide failure
 * publishes every row of the page that can be read now.
 */
export const retryRows = async (
  deps: FeedDeps,
  connector: Connector,
  context: PublishContext,
): Promise<void> => {
  const { rows: asked } = await sql<Asked>`
    SELECT id, place, object_key FROM ops.quarantine
    WHERE entry = 'feed' AND subject = ${context.run} AND state = 'retried' AND object_key IS NOT NULL
    ORDER BY place, id`.execute(deps.db.offers);
  for (const item of asked) {
    const bytes = await readPage(deps, item.object_key);
    const name = /^(.*)\/\w+\[\d+\]/.exec(item.place)?.[1] ?? item.place;
    const page = connector.readPage(name, bytes);
    const wholePage = item.place === name;
    const rows = wholePage ? page.rows : page.rows.filter((row) => isAt(row, item.place));
    let good = rows.length > 0 && !(wholePage && page.damage);
    const candidates = rows.flatMap((row) => {
      try {
        if (row.row) return [{ ref: row.place, draft: connector.readRow(row.row, row.place) }];
      } catch (error) {
        if (!(error instanceof JokaError)) throw error;
      }
      if (!wholePage) good = false;
      return [];
    });
    await deps.db.offers.transaction().execute(async (trx) => {
      await sql`SELECT FROM offers.sources WHERE id = ${context.source.id} FOR UPDATE`.execute(trx);
      const published = await publishOffers(trx, { ...context, again: true }, candidates);
      await sql`
        UPDATE offers.feed_runs SET seen = seen + ${published.seen}, created = created + ${published.created},
          updated = updated + ${published.updated}, quarantined = quarantined - ${good ? 1 : 0}
        WHERE id = ${context.run}::uuid`.execute(trx);
      await sql`
        UPDATE ops.quarantine SET state = ${good ? 'released' : 'held'},
          updated_at = ${context.at}::timestamptz
        WHERE id = ${item.id}::uuid`.execute(trx);
    });
  }
};
