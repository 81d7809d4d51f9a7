import type { Block } from './blocks.ts';
import { NOTICE } from './communes.ts';
import { band, RAILWAY, RIVER, RIVER_HALF } from './lines.ts';
import type { Outline } from './outlines.ts';
import { toPosition } from './projection.ts';
import type { Point } from './projection.ts';
import type { StreetGraph } from './streets.ts';

type Position = [number, number];
type Geometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'LineString'; coordinates: Position[] }
  | { type: 'MultiLineString'; coordinates: Position[][] }
  | { type: 'Polygon'; coordinates: Position[][] }
  | { type: 'MultiPolygon'; coordinates: Position[][][] };

/**
 * One thing drawn on the base map. `layer` says what: `commune`, `block`, `building`, `water`, `rail`, `street`, `place`
 * or `start`; `kind` which sort of it: of a block homes, centre, works, school, park or heap, of a street avenue, street
 * or alley, else the layer again.
 */
export type BaseMapFeature = {
  type: 'Feature';
  properties: {
    readonly layer: string;
    readonly kind: string;
    readonly name?: string;
    readonly code?: string;
    readonly commune?: string;
  };
  geometry: Geometry;
};

/** The street plan as GeoJSON; foreign members carry licence, notice and bounds. */
export type BaseMap = {
  type: 'FeatureCollection';
  bbox: [number, number, number, number];
  licence: string;
  attribution: string;
  notice: string;
  features: BaseMapFeature[];
};

const closed = (ring: readonly Point[]): Position[] => [...ring, ring[0] as Point].map(toPosition);
const rough = (p: Point): Position => {
  const [lng, lat] = toPosition(p);
  return [Math.round(lng * 1e5) / 1e5, Math.round(lat * 1e5) / 1e5];
};
const feature = (properties: BaseMapFeature['properties'], geometry: Geometry): BaseMapFeature => ({
  type: 'Feature',
  properties,
  geometry,
});

const streetFeatures = (graph: StreetGraph): BaseMapFeature[] => {
  const lines = new Map<number, Point[][]>();
  for (const edge of graph.edges) {
    const [a, b] = [graph.nodes[edge.from] as Point, graph.nodes[edge.to] as Point];
    const held = lines.get(edge.street) ?? [];
    const last = held.at(-1);
    if (last?.at(-1) === a) last.push(b);
    else held.push([a, b]);
    lines.set(edge.street, held);
  }
  return graph.streets.flatMap((street) => {
    const held = lines.get(street.id);
    if (held === undefined) return [];
    const properties = { layer: 'street', kind: street.kind, name: street.name, commune: street.commune };
    return [
      feature(properties, { type: 'MultiLineString', coordinates: held.map((l) => l.map(toPosition)) }),
    ];
  });
};

const blockFeatures = (blocks: readonly Block[], commune: string): BaseMapFeature[] => {
  const uses = [...new Set(blocks.map((b) => b.use))].sort();
  const ground = uses.flatMap((use) => {
    const rings = blocks
      .filter((b) => b.use === use && b.commune === commune)
      .map((b) => [closed(b.polygon)]);
    const geometry: Geometry = { type: 'MultiPolygon', coordinates: rings };
    return rings.length === 0 ? [] : [feature({ layer: 'block', kind: use, commune }, geometry)];
  });
  const houses = blocks
    .filter((b) => b.commune === commune)
    .flatMap((b) => b.buildings.map((house) => [[...house, house[0] as Point].map(rough)]));
  return [
    ...ground,
    feature({ layer: 'building', kind: 'building', commune }, { type: 'MultiPolygon', coordinates: houses }),
  ];
};

/** Draws the plan. Order is the order of painting. */
export const createBaseMap = (
  graph: StreetGraph,
  blocks: readonly Block[],
  outlines: readonly Outline[],
): BaseMap => {
  const all = outlines.flatMap((o) => o.rings.flat()).map(toPosition);
  const [lngs, lats] = [all.map((p) => p[0]), all.map((p) => p[1])];
  const communes = outlines.map(({ commune, rings }) =>
    feature(
      { layer: 'commune', kind: 'commune', code: commune.code, name: commune.name },
      { type: 'MultiPolygon', coordinates: rings.map((ring) => [ring.map(toPosition)]) },
    ),
  );
  const labels = outlines.map(({ commune }) =>
    feature(
      { layer: 'place', kind: 'place', code: commune.code, name: commune.name },
      { type: 'Point', coordinates: toPosition(commune.centre) },
    ),
  );
  const water: Geometry = { type: 'Polygon', coordinates: [closed(band(RIVER, RIVER_HALF))] };
  return {
    type: 'FeatureCollection',
    bbox: [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)],
    licence: 'CC0-1.0',
    attribution: 'Plan inventé, tiré au sort par le générateur de Joka',
    notice: NOTICE,
    features: [
      ...communes,
      ...outlines.flatMap((o) => blockFeatures(blocks, o.commune.code)),
      feature({ layer: 'water', kind: 'water', name: 'La Scarbe' }, water),
      feature({ layer: 'rail', kind: 'rail' }, { type: 'LineString', coordinates: RAILWAY.map(toPosition) }),
      ...streetFeatures(graph),
      ...labels,
    ],
  };
};
