import type { Feature, FeatureCollection, Position } from 'geojson';
import type { getBaseMap } from '../../api/contract/map.ts';
import type { ResponseOf } from '../../api/contract/route.ts';
import { get } from '../data/client.ts';
import type { Streets } from './streets.ts';
import { streetsOf } from './streets.ts';
import type { Place } from './town.ts';

/** A territory's street plan: what is drawn, what one walks on, and where its communes' names stand. */
export type Plan = {
  drawn: FeatureCollection;
  streets: Streets;
  /** Where the demo's walk begins; null where the plan says none. */
  start: Place | null;
  names: readonly { id: string; name: string; place: Place }[];
  attribution: string;
};

const whatOf = (feature: Feature): unknown => feature.properties?.['layer'] ?? feature.properties?.['kind'];

const toPlace = ([lng = 0, lat = 0]: Position): Place => [lng, lat];

const linesOf = ({ geometry }: Feature): Place[][] => {
  if (geometry.type === 'LineString') return [geometry.coordinates.map(toPlace)];
  if (geometry.type === 'MultiLineString') return geometry.coordinates.map((line) => line.map(toPlace));
  return [];
};

/** Reads the street plan of a territory. */
export const loadPlan = async (territory: string): Promise<Plan> => {
  const answer: ResponseOf<typeof getBaseMap> = await get<typeof getBaseMap>('/map/base', { territory });
  const drawn = answer as unknown as FeatureCollection & { attribution?: string };
  return {
    drawn,
    streets: streetsOf(drawn.features.filter((feature) => whatOf(feature) === 'street').flatMap(linesOf)),
    names: drawn.features.flatMap((feature) =>
      whatOf(feature) === 'place' && feature.geometry.type === 'Point'
        ? [
            {
              id: String(feature.properties?.['code'] ?? feature.properties?.['name']),
              name: String(feature.properties?.['name']),
              place: toPlace(feature.geometry.coordinates),
            },
          ]
        : [],
    ),
    start:
      drawn.features.flatMap((feature) =>
        whatOf(feature) === 'start' && feature.geometry.type === 'Point'
          ? [toPlace(feature.geometry.coordinates)]
          : [],
      )[0] ?? null,
    attribution: drawn.attribution ?? '',
  };
};
