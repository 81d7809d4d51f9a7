import { createReadStream } from 'node:fs';
import { JSONParser } from '@streamparser/json';
import { centroid, multiPolygon, pointOnFeature } from '@turf/turf';
import { isInside } from '../inside.ts';
import type { Ring } from '../inside.ts';

/** The outline of a commune and a point inside it, WGS84 degrees. */
export type Outline = {
  readonly code: string;
  readonly bounds: readonly number[];
  readonly polygons: readonly (readonly Ring[])[];
  readonly lat: number;
  readonly lng: number;
};

const CODES = ['code', 'insee_com', 'INSEE_COM', 'code_insee', 'c_arinsee', 'codgeo', 'insee'];
const COMMUNE = /^(?:\d{5}|2[AB]\d{3})$/;

const read = (feature: unknown): Outline | string => {
  const { properties, geometry } = feature as {
    properties?: Record<string, unknown>;
    geometry?: { type?: string; coordinates?: unknown };
  };
  const named = CODES.map((name) => properties?.[name]).find(
    (value) => value !== undefined && value !== null,
  );
  const code = typeof named === 'number' || typeof named === 'string' ? String(named).padStart(5, '0') : '';
  if (!COMMUNE.test(code)) return 'properties.code: not a commune';
  const polygons =
    geometry?.type === 'Polygon'
      ? [geometry.coordinates as Ring[]]
      : geometry?.type === 'MultiPolygon'
        ? (geometry.coordinates as Ring[][])
        : [];
  const points = polygons.flat(2);
  if (points.length < 4) return `${code}: geometry: not a polygon`;
  const [lngs, lats] = [points.map(([x]) => x ?? Number.NaN), points.map(([, y]) => y ?? Number.NaN)];
  const bounds = [
    lngs.reduce((a, b) => Math.min(a, b)),
    lats.reduce((a, b) => Math.min(a, b)),
    lngs.reduce((a, b) => Math.max(a, b)),
    lats.reduce((a, b) => Math.max(a, b)),
  ];
  if (bounds.some((side) => !Number.isFinite(side)) || Math.abs(bounds[1] ?? 91) > 90)
    return `${code}: geometry: not degrees`;
  const shape = multiPolygon(polygons as number[][][][]);
  const [lng = 0, lat = 0] = centroid(shape).geometry.coordinates;
  if (isInside({ lat, lng }, polygons)) return { code, bounds, polygons, lat, lng };
  // a commune shaped like a horseshoe: a point on its own ground
  const [x = lng, y = lat] = pointOnFeature(shape).geometry.coordinates;
  return { code, bounds, polygons, lat: y, lng: x };
};

/** The features of a GeoJSON file one by one, in the memory of a few: outlines, and why others are refused. */
export async function* readOutlines(path: string): AsyncGenerator<Outline | { refused: string; at: number }> {
  const ready: unknown[] = [];
  const parser = new JSONParser({ paths: ['$.features.*'], keepStack: false });
  parser.onValue = ({ value }) => void ready.push(value);
  let at = 0;
  for await (const chunk of createReadStream(path)) {
    parser.write(chunk as Uint8Array);
    for (const feature of ready.splice(0)) {
      at += 1;
      const outline = read(feature);
      yield typeof outline === 'string' ? { refused: outline, at } : outline;
    }
  }
}
