import type { Gazetteer } from './gazetteer.ts';

/** The territories a department or region reaches: `whole` when one alone holds all of it. By code. */
export type Reach = { readonly whole: string | null; readonly around: readonly string[] };

/** Which territory a place belongs to. The first in code order wins where two share a commune. */
export type TerritoryIndex = {
  readonly ofCommune: ReadonlyMap<string, string>;
  ofDepartment(department: string): Reach;
  ofRegion(region: string): Reach;
};

const NOWHERE: Reach = { whole: null, around: [] };

/**
 * @param territories in code order, with the codes of their communes
 * @param gazetteer tells which communes make a department
 */
export const indexTerritories = (
  territories: readonly { readonly code: string; readonly communes: readonly string[] }[],
  gazetteer: Gazetteer,
): TerritoryIndex => {
  const ofCommune = new Map<string, string>();
  const departments = new Map<string, Map<string, number>>();
  const regions = new Map<string, Map<string, number>>();
  const count = (map: Map<string, Map<string, number>>, area: string, territory: string): void => {
    const counts = map.get(area) ?? new Map<string, number>();
    map.set(area, counts.set(territory, (counts.get(territory) ?? 0) + 1));
  };
  for (const { code: territory, communes } of territories)
    for (const code of communes) {
      if (!ofCommune.has(code)) ofCommune.set(code, territory);
      const commune = gazetteer.byCode(code)?.commune;
      if (commune === undefined) continue;
      count(departments, commune.department, territory);
      const region = commune.region ?? gazetteer.department(commune.department)?.region ?? null;
      if (region !== null) count(regions, region, territory);
    }
  const reach = (counts: ReadonlyMap<string, number> | undefined, size: number | null): Reach => {
    if (counts === undefined) return NOWHERE;
    const whole = size === null ? undefined : [...counts].find(([, n]) => n >= size)?.[0];
    return { whole: whole ?? null, around: whole === undefined ? [...counts.keys()].toSorted() : [] };
  };
  return {
    ofCommune,
    ofDepartment: (code) => reach(departments.get(code), gazetteer.ofDepartment(code).length),
    ofRegion: (code) => reach(regions.get(code), null),
  };
};
