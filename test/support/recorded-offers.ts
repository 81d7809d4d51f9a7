import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mapFranceTravailOffer } from '../../ingest/feeds/francetravail/mapper.ts';
import { readFranceTravailOffer } from '../../ingest/feeds/francetravail/schema.ts';
import type { RawObject } from '../../ingest/feeds/row-reader.ts';
import type { OfferDraft } from '../../ingest/offers/draft.ts';
import { locate } from '../../ingest/offers/locate.ts';
import { keysOf } from '../../ingest/offers/duplicates/keys.ts';
import type { DuplicateRecord } from '../../ingest/offers/duplicates/record.ts';
import { romeParent } from '../../ingest/offers/sense/rome.ts';
import { loadGazetteer } from '../../ingest/places/gazetteer.ts';
import { indexTerritories } from '../../ingest/places/territory-index.ts';

/** The rows of every recorded page `*.<from>-<to>.json` of a folder. */
export const recordedRows = (dir: string): RawObject[] =>
  readdirSync(dir)
    .filter((name) => /\.\d+-\d+\.json$/.test(name))
    .toSorted()
    .flatMap(
      (name) => (JSON.parse(readFileSync(join(dir, name), 'utf8')) as { resultats: RawObject[] }).resultats,
    );

export const recordedDrafts = (dir: string): OfferDraft[] =>
  recordedRows(dir).map((row, i) => mapFranceTravailOffer(readFranceTravailOffer(row, `row ${i}`)));

/** What duplicates are found by, of a draft located with the official gazetteer. */
export const recordOf = (source: string, draft: OfferDraft): DuplicateRecord => {
  const gazetteer = loadGazetteer();
  const located = locate({ gazetteer, territories: indexTerritories([], gazetteer) }, draft.place);
  const commune = located.commune === null ? null : gazetteer.byCode(located.commune)?.commune;
  return {
    id: draft.externalId,
    publisher: `${source}/${draft.facts?.publisher ?? ''}`,
    title: draft.title,
    employer: draft.employer,
    text: draft.description,
    place: commune?.parent ?? commune?.code ?? null,
    lat: located.lat,
    lng: located.lng,
    contract: draft.contract === 'other' ? null : draft.contract,
    romeParent: romeParent(draft.rome, null),
    createdAt: draft.createdAt === null ? null : Date.parse(draft.createdAt),
    keys: keysOf(source, draft.externalId, [draft.url, ...(draft.facts?.links ?? [])]),
  };
};
