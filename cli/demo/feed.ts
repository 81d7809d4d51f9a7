import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { JokaError } from '../../game/errors.ts';
import { franceTravail } from '../../ingest/feeds/francetravail/connector.ts';
import { startFeedRun } from '../../ingest/feeds/runs.ts';
import { feedPages } from '../../town/offers/feed-pages.ts';
import { isOpen } from '../../town/offers/offers.ts';
import { createRandom } from '../../town/random.ts';
import type { Stage } from './doors.ts';
import { DEMO_SOURCE } from './found.ts';
import { untilClosed } from './until-closed.ts';

/** Ids of the feed's offers in the store, by their id in the feed. */
export type KnownOffers = ReadonlyMap<string, string>;

/** Reads the town's job feed at the clock's present, through the real pipeline: pages of recorded form, in a folder. */
export const readFeed = async ({ db, clock, runner, town, feedDir }: Stage): Promise<void> => {
  const at = clock.now();
  const dir = path.join(feedDir, new Date(at).toISOString().slice(0, 10));
  await mkdir(dir, { recursive: true });
  const pages = feedPages(town.offers, at);
  for (const page of pages) await writeFile(path.join(dir, page.name), page.body);
  const index = pages.map(({ name, contentRange }) => ({
    file: name,
    status: 206,
    headers: { 'Content-Range': contentRange },
  }));
  const window = pages[0]?.name.replace(/\.\d+-\d+\.json$/, '') ?? 'offres';
  await writeFile(path.join(dir, `${window}.index.json`), JSON.stringify(index));
  const id = createRandom(`${town.options.seed}/feed/${at}`).uuid();
  await startFeedRun(db, at, {
    id,
    source: DEMO_SOURCE.id,
    mapperVersion: franceTravail.mapperVersion,
    // The town's offers turn over faster than a country's: no share of vanished ones is a sign of trouble here.
    origin: { connector: franceTravail.id, dir, holdAbove: 1 },
  });
  await untilClosed({ db, runner }, 'feed', id);
};

/** @throws JokaError DEMO_OFFER_LOST when the feed did not bring what it held */
export const knownOffers = async ({ db, clock, town }: Stage): Promise<KnownOffers> => {
  const rows = await db.offers
    .selectFrom('offers.offers')
    .select(['id', 'external_id'])
    .where('source', '=', DEMO_SOURCE.id)
    .execute();
  const known = new Map(rows.map((row) => [row.external_id, row.id]));
  const open = town.offers.filter((offer) => isOpen(offer, clock.now()));
  const found = open.filter((offer) => known.has(offer.externalId)).length;
  if (found < open.length) throw new JokaError('DEMO_OFFER_LOST', { expected: open.length, found });
  return known;
};
