import { createRequire } from 'node:module';
import { foldName } from './names.ts';

/** A commune as it exists today, or an arrondissement of Paris, Lyon, Marseille (`parent` is then the city). */
export type Commune = {
  readonly code: string;
  readonly name: string;
  readonly department: string;
  readonly region: string | null;
  readonly postalCodes: readonly string[];
  readonly population: number | null;
  readonly parent: string | null;
  /** West, south, east, north in WGS84 degrees, for communes of an invented territory; null otherwise. */
  readonly bounds: readonly number[] | null;
};

/** What was found under a code or name. `merged`: it named a commune that is now part of this one. */
export type Found = { readonly commune: Commune; readonly merged: boolean };

/** Codes, parents, postal codes and population of French places, plus the invented communes of a demo town. */
export type Gazetteer = {
  byCode(code: string): Found | null;
  /** All communes with this name (any spelling `foldName` equates), in one department when given. */
  byName(name: string, department?: string): readonly Found[];
  byPostalCode(postalCode: string): readonly Commune[];
  /** Today's communes of a department, without arrondissements, by code. */
  ofDepartment(code: string): readonly Commune[];
  department(code: string): { code: string; name: string; region: string | null } | null;
  departmentByName(name: string): string | null;
  region(code: string): { code: string; name: string } | null;
  regionByName(name: string): string | null;
  readonly size: number;
};

type Row = {
  code: string;
  nom: string;
  type: 'commune-actuelle' | 'commune-deleguee' | 'commune-associee' | 'arrondissement-municipal';
  departement?: string;
  region?: string;
  codesPostaux?: string[];
  population?: number;
  commune?: string;
  chefLieu?: string;
  anciensCodes?: string[];
};
type Area = { code: string; nom: string; region?: string };

const read = createRequire(import.meta.url);
const data = <T>(name: string): T[] => read(`@etalab/decoupage-administratif/data/${name}.json`) as T[];

/** Overseas codes have three characters (`974`), the others two (`62`, `2A`). */
export const departmentOf = (code: string): string => code.slice(0, /^9[78]/.test(code) ? 3 : 2);

const push = <T>(map: Map<string, T[]>, key: string, value: T): void => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

let loaded: Gazetteer | null = null;

/** The gazetteer of `@etalab/decoupage-administratif` (8 MB): read at the first call (about 0.3 s), then kept. */
export const loadGazetteer = (): Gazetteer => (loaded ??= readGazetteer());

const readGazetteer = (): Gazetteer => {
  const rows = data<Row>('communes');
  const byCode = new Map<string, Found>();
  const byName = new Map<string, Found[]>();
  const byPostalCode = new Map<string, Commune[]>();
  const byDepartment = new Map<string, Commune[]>();
  const add = (commune: Commune): void => {
    const found = { commune, merged: false };
    byCode.set(commune.code, found);
    push(byName, foldName(commune.name), found);
    if (commune.parent === null) push(byDepartment, commune.department, commune);
    for (const postalCode of commune.postalCodes) push(byPostalCode, postalCode, commune);
  };
  for (const row of rows) {
    if (row.type !== 'commune-actuelle' && row.type !== 'arrondissement-municipal') continue;
    add({
      code: row.code,
      name: row.nom,
      department: row.departement ?? departmentOf(row.code),
      region: row.region ?? null,
      postalCodes: row.codesPostaux ?? [],
      population: row.population ?? null,
      parent: row.commune ?? null,
      bounds: null,
    });
  }
  for (const row of rows) {
    const current = byCode.get(row.chefLieu ?? row.code);
    if (!current) continue;
    const merged = { commune: current.commune, merged: true };
    for (const old of row.anciensCodes ?? []) if (!byCode.has(old)) byCode.set(old, merged);
    if (row.chefLieu === undefined) continue;
    if (!byCode.has(row.code)) byCode.set(row.code, merged);
    push(byName, foldName(row.nom), merged);
  }
  const departments = new Map(data<Area>('departements').map((d) => [d.code, d]));
  const regions = new Map(data<Area>('regions').map((r) => [r.code, r]));
  const departmentNames = new Map([...departments.values()].map((d) => [foldName(d.nom), d.code]));
  const regionNames = new Map([...regions.values()].map((r) => [foldName(r.nom), r.code]));
  return {
    size: byCode.size,
    byCode: (code) => byCode.get(code) ?? null,
    byName: (name, department) => {
      const all = byName.get(foldName(name)) ?? [];
      const here = department === undefined ? all : all.filter((f) => f.commune.department === department);
      const current = here.filter((f) => !f.merged);
      return current.length > 0 ? current : here;
    },
    byPostalCode: (postalCode) => byPostalCode.get(postalCode) ?? [],
    ofDepartment: (code) => byDepartment.get(code) ?? [],
    department: (code) => {
      const found = departments.get(code);
      return found ? { code, name: found.nom, region: found.region ?? null } : null;
    },
    departmentByName: (name) => departmentNames.get(foldName(name)) ?? null,
    region: (code) => {
      const found = regions.get(code);
      return found ? { code, name: found.nom } : null;
    },
    regionByName: (name) => regionNames.get(foldName(name)) ?? null,
  };
};

/**
 * The same gazetteer with communes that exist in no official list, such as those of an invented town. They are looked
 * at first; their codes must not be official ones.
 */
export const extendGazetteer = (base: Gazetteer, extra: readonly Commune[]): Gazetteer => {
  if (extra.length === 0) return base;
  const own = new Map(extra.map((commune) => [commune.code, { commune, merged: false }]));
  const named = (name: string, department?: string): Found[] =>
    [...own.values()].filter(
      ({ commune }) =>
        foldName(commune.name) === foldName(name) &&
        (department === undefined || commune.department === department),
    );
  return {
    ...base,
    size: base.size + own.size,
    byCode: (code) => own.get(code) ?? base.byCode(code),
    byName: (name, department) => [...named(name, department), ...base.byName(name, department)],
    byPostalCode: (postalCode) => [
      ...extra.filter((commune) => commune.postalCodes.includes(postalCode)),
      ...base.byPostalCode(postalCode),
    ],
    ofDepartment: (code) => [
      ...extra.filter((commune) => commune.department === code),
      ...base.ofDepartment(code),
    ],
  };
};
