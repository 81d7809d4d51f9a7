import { JokaError } from '../../game/errors.ts';
import { DEPARTMENT_CENTRES } from './department-centres.ts';
import type { Commune, Gazetteer } from './gazetteer.ts';

/** A row of offers.territories for real communes. `bounds`: west, south, east, north, WGS84 degrees. */
export type Territory = {
  readonly code: string;
  readonly name: string;
  readonly communes: readonly string[];
  readonly bounds: readonly [number, number, number, number];
};

const KM_PER_DEGREE = 111.2;

const around = (communes: readonly Commune[]): Territory['bounds'] => {
  const boxes = [...new Set(communes.map((commune) => commune.department))].flatMap((code) => {
    const centre = DEPARTMENT_CENTRES[code];
    if (!centre) return [];
    const [lat, lng, reach] = centre;
    const north = (reach * 0.5) / KM_PER_DEGREE;
    const east = north / Math.cos((lat * Math.PI) / 180);
    return [[lng - east, lat - north, lng + east, lat + north] as const];
  });
  const round = (n: number): number => Math.round(n * 1000) / 1000;
  return [
    round(Math.min(...boxes.map((b) => b[0]))),
    round(Math.min(...boxes.map((b) => b[1]))),
    round(Math.max(...boxes.map((b) => b[2]))),
    round(Math.max(...boxes.map((b) => b[3]))),
  ];
};

/**
 * A territory made of INSEE codes: communes (`62510`), departments (`62`) or both. Codes of merged communes become
 * today's. Without boundary files the map opens on the departments.
 * @throws JokaError PLACE_UNKNOWN naming the code that is neither a commune nor a department
 */
export const territoryOf = (gazetteer: Gazetteer, codes: readonly string[], name?: string): Territory => {
  const communes = new Map<string, Commune>();
  const departments: string[] = [];
  for (const code of codes.map((c) => c.trim().toUpperCase())) {
    const found = gazetteer.byCode(code);
    const department = gazetteer.department(code);
    if (found) communes.set(found.commune.code, found.commune);
    else if (department) {
      departments.push(department.name);
      for (const commune of gazetteer.ofDepartment(code)) communes.set(commune.code, commune);
    } else throw new JokaError('PLACE_UNKNOWN', { code });
  }
  const list = [...communes.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const [first] = list;
  if (!first) throw new JokaError('PLACE_UNKNOWN', { code: '(none given)' });
  const largest = list.reduce((a, b) => ((b.population ?? 0) > (a.population ?? 0) ? b : a), first);
  const own = departments.length > 0 ? departments.join(', ') : largest.name;
  const others = list.length - 1;
  return {
    code: codes.length === 1 ? (codes[0] ?? first.code).trim().toUpperCase() : largest.code,
    name:
      name ??
      (list.length > 1 && departments.length === 0
        ? `${own} et ${others} commune${others > 1 ? 's' : ''}`
        : own),
    communes: list.map((commune) => commune.code),
    bounds: around(list),
  };
};
