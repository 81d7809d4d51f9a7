import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { DARK, LIGHT } from './palette.ts';

/**
 * A style over a PMTiles file of vector tiles in the OpenMapTiles or Protomaps grammar: areas, water, roads, no
 * text, so that no glyph or sprite is fetched.
 */
export const styleOfTiles = (url: string, dark: boolean): StyleSpecification => {
  const p = dark ? DARK : LIGHT;
  const area = (id: string, layer: string, color: string): LayerSpecification => ({
    id,
    type: 'fill',
    source: 'tiles',
    'source-layer': layer,
    paint: { 'fill-color': color },
  });
  const line = (id: string, layer: string, color: string, width: number): LayerSpecification => ({
    id,
    type: 'line',
    source: 'tiles',
    'source-layer': layer,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': color,
      'line-width': [
        'interpolate',
        ['exponential', 1.6],
        ['zoom'],
        11,
        width * 0.25,
        14,
        width,
        18,
        width * 7,
      ],
    },
  });
  const absolute = new URL(url, window.location.origin).href;
  return {
    version: 8,
    sources: {
      tiles: { type: 'vector', url: `pmtiles://${absolute}`, attribution: '© OpenStreetMap' },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': p.ground } },
      area('landcover', 'landcover', p.green),
      area('landuse', 'landuse', p.built),
      area('park', 'park', p.green),
      area('water', 'water', p.water),
      area('building', 'building', p.casing),
      area('buildings', 'buildings', p.casing),
      line('casing', 'transportation', p.casing, 3.4),
      line('street', 'transportation', p.street, 2.2),
      line('roads-casing', 'roads', p.casing, 3.4),
      line('roads', 'roads', p.street, 2.2),
      line('edge', 'boundary', p.edge, 0.7),
    ],
  };
};
