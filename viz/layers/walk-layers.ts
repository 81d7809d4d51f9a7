import { PathLayer, ScatterplotLayer } from '@deck.gl/layers';
import type { Place } from '../map/town.ts';

type Line = { path: [number, number][] };
const lineOf = (places: readonly Place[]): Line[] =>
  places.length < 2 ? [] : [{ path: places.map(([lng, lat]) => [lng, lat]) }];

/** Where one walked in this session, where one is going, and where one is. */
export const walkLayers = (place: Place | null, trail: readonly Place[], way: readonly Place[]) => [
  new PathLayer<Line>({
    id: 'trail',
    data: lineOf(trail),
    getPath: ({ path }) => path,
    getColor: [27, 98, 201, 130],
    getWidth: 4,
    widthUnits: 'pixels',
    capRounded: true,
    jointRounded: true,
  }),
  new PathLayer<Line>({
    id: 'way',
    data: lineOf(place === null ? way : [place, ...way]),
    getPath: ({ path }) => path,
    getColor: [240, 168, 28, 235],
    getWidth: 5,
    widthUnits: 'pixels',
    capRounded: true,
    jointRounded: true,
  }),
  new ScatterplotLayer<Place>({
    id: 'me',
    data: place === null ? [] : [place],
    getPosition: ([lng, lat]) => [lng, lat],
    getRadius: 9,
    radiusUnits: 'pixels',
    getFillColor: [27, 98, 201],
    stroked: true,
    getLineColor: [255, 253, 248],
    getLineWidth: 3,
    lineWidthUnits: 'pixels',
  }),
];
