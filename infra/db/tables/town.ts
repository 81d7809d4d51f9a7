import type { Json } from '../../pipeline.ts';
import type { Generated, Instant, JsonColumn } from './column.ts';

/** Base maps, and how far the generated town has been played: migration 060. */
export type TownTables = {
  'offers.base_maps': {
    territory: string;
    geojson: JsonColumn<Json>;
    licence: string;
    attribution: string;
    start_lat: number;
    start_lng: number;
    notice: string | null;
  };
  'offers.demo_windows': {
    id: string;
    territory: string;
    shop: string;
    street: string;
    place_cell: string;
    lat: number;
    lng: number;
    object_key: string;
  };
  'ops.demo_town': {
    territory: string;
    variant: string;
    seed: string;
    first_end: Instant;
    played_until: Instant;
    counts: Generated<JsonColumn<Json>>;
  };
};
