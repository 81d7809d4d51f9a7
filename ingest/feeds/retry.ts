import { sql } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { OfferDraft } from '../offers/draft.ts';
import type { PublishContext } from '../offers/publish-context.ts';
import { withDoors } from '../offers/doors.ts';
import { candidateOf, publishOffers } from '../offers/publish.ts';
import type { Connector } from './connector.ts';
import type { FeedDeps } from './deps.ts';
import { documentsOfObject, openDocument } from './documents.ts';
import { draftsOf } from './read.ts';
import type { Admit } from './read.ts';

type Asked = { id: string; place: string; object_key: string };

/** True for the row at `page/list[3]` when a field of it (`page/list[3].field`) was refused. */
const isAt = (row: string, place: string): boolean =>
  place === row || place.startsWith(`${row}.`) || place.startsWith(`${row}@`);

type Found = { candidates: { ref: string; draft: OfferDraft }[]; good: boolean };

/** The rows of one line of the quarantine as they read today; a line about a whole document means all its rows. */
const readAgain = async (
  deps: FeedDeps,
  connector: Connector,
  run: string,
  item: Asked,
  admit: Admit | null,
): Promise<Found> => {
  const found: Found = { candidates: [], good: true };
  let rows = 0;
  for (const kept of await documentsOfObject(deps.db.offers, run, item.object_key)) {
    const wholePage = item.place === kept.name;
    for await (const items of connector.read(openDocument(deps, run, kept)))
      for (const one of items) {
        if (one.damage) {
          if (wholePage) found.good = false;
          continue;
        }
        if (!wholePage && !isAt(one.place, item.place)) continue;
        rows += 1;
        try {
          if (one.refusal) throw one.refusal;
          for (const draft of draftsOf(connector, one.row, one.place, admit))
            found.candidates.push({ ref: one.place, draft });
        } catch (error) {
          if (!(error instanceof JokaError)) throw error;
          if (!wholePage) found.good = false;
        }
      }
  }
  return { ...found, good: found.good && rows > 0 };
};

/**
 * Reads again the rows of a run that were asked for (state `retried`), from the kept page and with today's mapper.
 * What is good now is published and released; what is not is held again. Whoever asks counts the try. A page-wide failure
 * publishes every row of the page that can be read now.
 */
export const retryRows = async (
  deps: FeedDeps,
  connector: Connector,
  context: PublishContext,
  admit: Admit | null = null,
): Promise<void> => {
  const { rows: asked } = await sql<Asked>`
    SELECT id, place, object_key FROM ops.quarantine
    WHERE entry = 'feed' AND subject = ${context.run} AND state = 'retried' AND object_key IS NOT NULL
    ORDER BY place, id`.execute(deps.db.offers);
  for (const item of asked) {
    const { candidates, good } = await readAgain(deps, connector, context.run, item, admit);
    await deps.db.offers.transaction().execute(async (trx) => {
      await sql`SELECT FROM offers.sources WHERE id = ${context.source.id} FOR UPDATE`.execute(trx);
      const published = await publishOffers(
        trx,
        { ...context, again: true },
        await withDoors(
          trx,
          context,
          candidates.map(({ ref, draft }) => candidateOf(ref, draft, context)),
        ),
      );
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
