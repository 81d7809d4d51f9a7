import type { StyleSpecification } from 'maplibre-gl';
import { addProtocol } from 'maplibre-gl';
import { useMemo } from 'react';
import { useSession } from '../data/session.tsx';
import type { Resource } from '../data/use-resource.ts';
import { useResource } from '../data/use-resource.ts';
import { isDark } from '../parts/taste.ts';
import { styleOfPlan } from './base-style.ts';
import { styleOfTiles } from './tiles-style.ts';
import type { Plan } from './plan.ts';
import { loadPlan } from './plan.ts';

let pmtilesReady = false;

const readyPmtiles = async (): Promise<void> => {
  if (pmtilesReady) return;
  const { Protocol } = await import('pmtiles');
  addProtocol('pmtiles', new Protocol().tile);
  pmtilesReady = true;
};

/**
 * The background of every map of a territory: its street plan, or the PMTiles file or style that the instance is
 * configured with. `style` is null until it is known.
 */
export const useBase = (
  territory: string | null,
): { plan: Resource<Plan>; style: StyleSpecification | string | null } => {
  const { instance } = useSession();
  const kind = instance?.map.kind ?? null;
  const url = instance?.map.url ?? null;
  const plan = useResource(territory === null ? null : `plan ${territory}`, () => loadPlan(territory ?? ''));
  const tiles = useResource(kind === 'pmtiles' && url !== null ? `tiles ${url}` : null, async () => {
    await readyPmtiles();
    return styleOfTiles(url ?? '', isDark());
  });
  const drawn = plan.value;
  const style = useMemo(() => {
    if (kind === 'style' && url !== null) return url;
    if (kind === 'pmtiles' && url !== null) return tiles.value ?? null;
    return drawn === undefined ? null : styleOfPlan(drawn.drawn, isDark(), drawn.attribution);
  }, [kind, url, tiles.value, drawn]);
  return { plan, style };
};
