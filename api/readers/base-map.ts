import type { Kysely } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { ObjectStore } from '../../infra/object-store/object-store.ts';
import type { getWindow, listWindows } from '../contract/demo.ts';
import type { getBaseMap } from '../contract/map.ts';
import type { ResponseOf } from '../contract/route.ts';

type BaseMap = ResponseOf<typeof getBaseMap>;

/** The stored street plan of a territory; no feature where there is none. */
export const readBaseMap = async (game: Kysely<Tables>, territory: string): Promise<BaseMap> => {
  const row = await game
    .selectFrom('offers.base_maps')
    .selectAll()
    .where('territory', '=', territory)
    .executeTakeFirst();
  const none = { features: [], licence: null, attribution: null, notice: null, start: null };
  if (row === undefined) return { type: 'FeatureCollection', ...none };
  // Written by the town's generator; the answer is checked against the contract like any other.
  const { features } = row.geojson as unknown as Pick<BaseMap, 'features'>;
  const { licence, attribution, notice, start_lat: lat, start_lng: lng } = row;
  return { type: 'FeatureCollection', features, licence, attribution, notice, start: { lat, lng } };
};

export const readWindows = async (game: Kysely<Tables>): Promise<ResponseOf<typeof listWindows>> => {
  const rows = await game
    .selectFrom('offers.demo_windows')
    .select(['id', 'place_cell', 'shop'])
    .orderBy('id')
    .execute();
  return { windows: rows.map(({ id, place_cell, shop }) => ({ id, placeCell: place_cell, shop })) };
};

/** The picture of one window. @throws JokaError NOT_FOUND */
export const readWindow = async (
  game: Kysely<Tables>,
  store: ObjectStore,
  id: string,
): Promise<ResponseOf<typeof getWindow>> => {
  const row = await game
    .selectFrom('offers.demo_windows')
    .select('object_key')
    .where('id', '=', id)
    .executeTakeFirst();
  const bytes = row === undefined ? null : await store.get(row.object_key);
  if (bytes === null) throw new JokaError('NOT_FOUND', { what: 'window' });
  return bytes;
};
