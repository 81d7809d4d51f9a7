import type { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibre } from 'maplibre-gl';

type Shown = { map: MapLibre; overlay: MapLibreOverlay; explored: () => ReadonlySet<string> };

/** What a test asks of the map: which layers stand, what lies under a pixel, which cells are cleared. */
export type Hook = {
  layers(): { id: string; rows: number; ids: string[]; loaded: boolean }[];
  pick(x: number, y: number): { layer: string; index: number; id: string | null } | null;
  explored(): string[];
  /** Source layers of the base map that are drawn now. */
  ground(): string[];
  /** Pixel of a place inside the map's canvas. */
  pixel(lng: number, lat: number): [number, number];
};

declare global {
  var __joka: Hook | undefined;
}

type LayerLike = { id: string; isLoaded: boolean; props: { data?: unknown } };
type WithLayers = { _deck?: { layerManager: { getLayers(): LayerLike[] } | null } };

const rowsOf = (data: unknown): number => {
  if (Array.isArray(data)) return data.length;
  if (typeof data === 'object' && data !== null && 'length' in data) return Number(data.length);
  return 0;
};

const idOf = (object: unknown): string | null => {
  if (typeof object === 'string') return object;
  if (typeof object === 'object' && object !== null && 'id' in object) return String(object.id);
  return null;
};

const idsOf = (data: unknown): string[] =>
  Array.isArray(data) ? data.flatMap((row: unknown) => idOf(row) ?? []) : [];

/** Offers the hook as `window.__joka`, only when the address asks for it by `?hook`. Answers how to take it back. */
export const offerHook = ({ map, overlay, explored }: Shown): (() => void) => {
  if (!new URLSearchParams(window.location.search).has('hook')) return () => undefined;
  const hook: Hook = {
    layers: () => {
      const deck = (overlay as unknown as WithLayers)._deck;
      return (deck?.layerManager?.getLayers() ?? []).map((layer) => ({
        id: layer.id,
        rows: rowsOf(layer.props.data),
        ids: idsOf(layer.props.data),
        loaded: layer.isLoaded,
      }));
    },
    pick: (x, y) => {
      const info = overlay.pickObject({ x, y, radius: 6 });
      if (info === null) return null;
      return { layer: info.layer?.id ?? '', index: info.index, id: idOf(info.object) };
    },
    explored: () => [...explored()].sort(),
    ground: () => {
      const drawn = map.queryRenderedFeatures().map(({ sourceLayer, layer }) => sourceLayer ?? layer.id);
      return [...new Set(drawn)].sort();
    },
    pixel: (lng, lat) => {
      const { x, y } = map.project([lng, lat]);
      return [x, y];
    },
  };
  globalThis.__joka = hook;
  return () => {
    if (globalThis.__joka === hook) globalThis.__joka = undefined;
  };
};
