import { latLngToCell } from 'h3-js';
import sharp from 'sharp';
import { foundInstance } from '../../api/accounts/instance.ts';
import { instanceKind } from '../../infra/db/instance.ts';
import { sha256 } from '../../api/accounts/codes.ts';
import { loadPath } from '../../api/writers/challenges.ts';
import { firstPath } from '../../town/first-path.ts';
import type { BaseMap } from '../../town/plan/base-map.ts';
import { COMMUNES, NOTICE, TERRITORY } from '../../town/plan/communes.ts';
import { toDegrees, toPosition } from '../../town/plan/projection.ts';
import { renderPoster } from '../../town/posters/render-poster.ts';
import { createRandom } from '../../town/random.ts';
import { ensureSource } from '../../ingest/feeds/runs.ts';
import type { Stage } from './doors.ts';

/** The job feed of the town, as `joka offers` and every offer name it. */
export const DEMO_SOURCE = {
  id: 'demo-emploi',
  name: 'Emploi Val-de-Scarbe (ville inventée)',
  origin: 'public',
  licence: 'CC0-1.0',
  attribution: `Offres inventées par le générateur de Joka. ${NOTICE}.`,
} as const;

/** Makes an empty store a demo instance; nothing where it is one already. */
export const foundDemo = async ({ db, clock }: Pick<Stage, 'db' | 'clock'>): Promise<void> => {
  if ((await instanceKind(db)) === null)
    await foundInstance(db.idp, clock, { kind: 'demo', aloneAllowed: true });
};

/** West, south, east, north of one commune's outline. */
const communeBounds = ({ features }: BaseMap, code: string): number[] => {
  const outline = features.find(
    ({ properties: { layer, code: own } }) => layer === 'commune' && own === code,
  );
  const geometry = outline?.geometry.type === 'MultiPolygon' ? outline.geometry.coordinates : [];
  const lngs = geometry.flat(2).map(([lng]) => lng);
  const lats = geometry.flat(2).map(([, lat]) => lat);
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
};

/** Ground of the town: territory, communes, base map, source of offers, treasure hunt. */
export const placeTown = async ({ db, clock, town }: Stage): Promise<void> => {
  const { baseMap } = town.plan;
  const bounds = [...baseMap.bbox];
  const territory = { code: TERRITORY.code, name: TERRITORY.name, zone: 'Europe/Paris', reference: null };
  const start = toDegrees(town.start);
  const begin = {
    type: 'Feature',
    properties: { layer: 'start', kind: 'start' },
    geometry: { type: 'Point', coordinates: toPosition(town.start) },
  };
  await db.offers
    .insertInto('offers.territories')
    .values({ ...territory, communes: COMMUNES.map((c) => c.code), bounds, invented: true })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  for (const { code, name, postcode } of COMMUNES)
    await db.offers
      .insertInto('offers.added_communes')
      .values({
        code,
        name,
        department: '99',
        postal_codes: [postcode],
        bounds: communeBounds(baseMap, code),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  await db.offers
    .insertInto('offers.base_maps')
    .values({
      territory: TERRITORY.code,
      geojson: JSON.stringify({ type: baseMap.type, features: [...baseMap.features, begin] }),
      licence: baseMap.licence,
      attribution: baseMap.attribution,
      start_lat: start.lat,
      start_lng: start.lng,
      notice: NOTICE,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await ensureSource(db.offers, DEMO_SOURCE);
  const now = clock.now();
  await loadPath(db.game, firstPath(town.start, town.posters, now), new Date(now));
};

/** The pictures of the windows, kept from an earlier play; null when one is missing. */
const hungPosters = async ({ db, store, town }: Stage): Promise<Map<string, Uint8Array> | null> => {
  const rows = await db.offers.selectFrom('offers.demo_windows').select(['id', 'object_key']).execute();
  const photos = new Map<string, Uint8Array>();
  for (const { id, object_key: key } of rows) {
    const bytes = await store.get(key);
    if (bytes !== null) photos.set(id, bytes);
  }
  return town.posters.every((poster) => photos.has(poster.id)) ? photos : null;
};

/** The photo of each window, by poster. Also written to the object store for the demo's camera screen. */
export const hangPosters = async (stage: Stage): Promise<Map<string, Uint8Array>> => {
  const { db, store, town, progress } = stage;
  const photos = (await hungPosters(stage)) ?? new Map<string, Uint8Array>();
  const random = createRandom(`${town.options.seed}/windows`);
  for (const [i, poster] of town.posters.entries()) {
    if (photos.has(poster.id)) continue;
    progress.step('painting shop windows', i, town.posters.length);
    const jpeg = await renderPoster(sharp, poster, random.fork(poster.id));
    const key = `posters/${sha256(jpeg)}.jpg`;
    await store.put(key, jpeg);
    photos.set(poster.id, jpeg);
    const { lat, lng } = toDegrees(poster.place);
    const row = { shop: poster.employer.name, street: poster.employer.address, lat, lng, object_key: key };
    await db.offers
      .insertInto('offers.demo_windows')
      .values({ id: poster.id, territory: TERRITORY.code, place_cell: latLngToCell(lat, lng, 12), ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ object_key: key }))
      .execute();
  }
  return photos;
};
