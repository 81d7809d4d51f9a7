import type { FeatureCollection } from 'geojson';
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { DARK, LIGHT } from './palette.ts';

type Filter = ['in', unknown, ['literal', string[]]];

/** What a feature is: its `layer`, else its `kind`; blocks say their `use`, streets their `kind`. */
const WHAT = ['coalesce', ['get', 'layer'], ['get', 'kind']];
const is = (...whats: string[]): Filter => ['in', WHAT, ['literal', whats]];
const use = (...uses: string[]): Filter => [
  'in',
  ['coalesce', ['get', 'use'], ['get', 'kind']],
  ['literal', uses],
];

type LayerFilter = Extract<LayerSpecification, { filter?: unknown }>['filter'];

const line = (
  id: string,
  filter: Filter,
  color: string,
  width: unknown,
  dash?: number[],
): LayerSpecification => ({
  id,
  type: 'line',
  source: 'town',
  filter: filter as unknown as Exclude<LayerFilter, undefined>,
  layout: { 'line-cap': dash === undefined ? 'round' : 'butt', 'line-join': 'round' },
  paint: {
    'line-color': color,
    'line-width': width as number,
    ...(dash === undefined ? {} : { 'line-dasharray': dash }),
  },
});

const area = (id: string, filter: Filter, color: string): LayerSpecification => ({
  id,
  type: 'fill',
  source: 'town',
  filter: filter as unknown as Exclude<LayerFilter, undefined>,
  paint: { 'fill-color': color },
});

/** Grows with the zoom; streets have three ranks by their `kind`. */
const growing = (base: unknown) => [
  'interpolate',
  ['exponential', 1.6],
  ['zoom'],
  11,
  ['*', 0.25, base],
  14,
  base,
  18,
  ['*', 7, base],
];
const rank = (avenue: number, street: number, alley: number) => [
  'match',
  ['get', 'kind'],
  'avenue',
  avenue,
  'alley',
  alley,
  street,
];

/**
 * The base map out of a street plan: GeoJSON features whose `layer` (or `kind`) says what they are. Pale and
 * desaturated, so that data and reachable offers stand out. No glyphs, no sprite: nothing is fetched.
 */
export const styleOfPlan = (
  plan: FeatureCollection,
  dark: boolean,
  attribution: string,
): StyleSpecification => {
  const p = dark ? DARK : LIGHT;
  return {
    version: 8,
    sources: { town: { type: 'geojson', data: plan, attribution } },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': p.ground } },
      area('built', use('homes', 'centre', 'school'), p.built),
      area('green', use('park', 'green'), p.green),
      area('works', use('works'), p.works),
      area('heap', use('heap'), p.heap),
      area('building', is('building'), p.casing),
      area('water', is('water'), p.water),
      line('casing', is('street'), p.casing, growing(rank(5.2, 3.4, 2))),
      line('street', is('street'), p.street, growing(rank(3.8, 2.2, 1.1))),
      line('rail', is('railway', 'rail'), p.rail, growing(1.1), [3, 2]),
      line('edge', is('commune'), p.edge, growing(0.7), [5, 4]),
    ],
  };
};
