import type { Commune, Gazetteer } from './gazetteer.ts';
import { foldName } from './names.ts';

/** What a place label says, as finely as it is certain. `none`: no place (`France`), or nothing recognised. */
export type LabelPlace =
  | { readonly level: 'commune'; readonly commune: Commune; readonly merged: boolean }
  | { readonly level: 'department'; readonly department: string }
  | { readonly level: 'region'; readonly region: string }
  | { readonly level: 'none'; readonly recognised: boolean };

const NOTHING: LabelPlace = { level: 'none', recognised: false };
const DEPARTMENT = '(0[1-9]|[1-8]\\d|9[0-5]|9[78]\\d|99|2[AaBb])';
const PREFIXED = new RegExp(`^${DEPARTMENT}\\s*[-–:]\\s*(.+)$`);
const SUFFIXED = new RegExp(`^(.+?)\\s*\\(${DEPARTMENT}\\)$`);
const ALONE = new RegExp(`^${DEPARTMENT}$`);
const POSTAL = /^(\d{5})\s+(.+)$/;
const POSTAL_AFTER = /^(.+?)\s*\(?(\d{5})\)?$/;
const ARRONDISSEMENT = /^(paris|lyon|marseille) 0?(\d{1,2})( ?(e|er|eme|ieme))?( arrondissement)?$/;
const BASES: Readonly<Record<string, number>> = { paris: 75100, lyon: 69380, marseille: 13200 };

const named = (gazetteer: Gazetteer, name: string, department?: string): LabelPlace => {
  const arrondissement = ARRONDISSEMENT.exec(foldName(name));
  if (arrondissement) {
    const code = String((BASES[arrondissement[1] ?? ''] ?? 0) + Number(arrondissement[2]));
    const found = gazetteer.byCode(code);
    if (found && (department === undefined || found.commune.department === department))
      return { level: 'commune', ...found };
  }
  const found = gazetteer.byName(name, department);
  const codes = new Set(found.map((f) => f.commune.code));
  const [first] = found;
  return first && codes.size === 1 ? { level: 'commune', ...first } : NOTHING;
};

const inDepartment = (gazetteer: Gazetteer, code: string, name: string): LabelPlace => {
  const department = code.toUpperCase();
  const commune = named(gazetteer, name, department);
  // a department named like one of its communes is Paris alone; there the commune is meant as well
  if (commune.level === 'commune') return commune;
  return { level: 'department', department };
};

const atPostalCode = (gazetteer: Gazetteer, postalCode: string, name: string): LabelPlace => {
  const wanted = foldName(name);
  const here = gazetteer.byPostalCode(postalCode).filter((c) => foldName(c.name) === wanted);
  const [only] = here;
  if (only && here.length === 1) return { level: 'commune', commune: only, merged: false };
  return named(gazetteer, name, postalCode.slice(0, /^9[78]/.test(postalCode) ? 3 : 2));
};

const one = (gazetteer: Gazetteer, label: string): LabelPlace => {
  const prefixed = PREFIXED.exec(label);
  if (prefixed?.[1] && prefixed[2]) return inDepartment(gazetteer, prefixed[1], prefixed[2]);
  const suffixed = SUFFIXED.exec(label);
  if (suffixed?.[1] && suffixed[2]) return inDepartment(gazetteer, suffixed[2], suffixed[1]);
  const alone = ALONE.exec(label);
  if (alone?.[1]) return { level: 'department', department: alone[1].toUpperCase() };
  const postal = POSTAL.exec(label);
  if (postal?.[1] && postal[2]) return atPostalCode(gazetteer, postal[1], postal[2]);
  const after = POSTAL_AFTER.exec(label);
  if (after?.[1] && after[2]) return atPostalCode(gazetteer, after[2], after[1]);
  if (foldName(label) === 'france') return { level: 'none', recognised: true };
  const region = gazetteer.regionByName(label);
  const commune = named(gazetteer, label);
  // `La Réunion`, `Mayotte`, `Bretagne`, `Paris`: the larger area unless only the commune bears the name
  if (region !== null) {
    // Saint-Martin is a territory overseas and eleven communes
    const shared = region.length === 3 && gazetteer.byName(label).length > 0;
    return shared ? NOTHING : { level: 'region', region };
  }
  const department = gazetteer.departmentByName(label);
  if (department !== null && commune.level !== 'commune') return { level: 'department', department };
  return commune;
};

const areas = (
  gazetteer: Gazetteer,
  place: LabelPlace,
): { department: string | null; region: string | null } => {
  if (place.level === 'region') return { department: null, region: place.region };
  if (place.level === 'none') return { department: null, region: null };
  const department = place.level === 'commune' ? place.commune.department : place.department;
  return { department, region: gazetteer.department(department)?.region ?? null };
};

/**
 * Reads a place label of a French job feed: `62 - LIEVIN`, `69 - LYON 05`, `91 - Essonne`, `75`, `Grand Est`,
 * `France`, `62800 Liévin`, `Liévin (62)`, `Toulouse OU Auch` (the smallest area that holds them all).
 * A name borne by several communes and not told apart by a department or postal code is not guessed.
 */
export const readLabel = (gazetteer: Gazetteer, label: string): LabelPlace => {
  const parts = label.trim().split(/\s+(?:OU|ou|\/)\s+/);
  const places = parts.map((part) => one(gazetteer, part.trim()));
  const [first] = places;
  if (!first || places.length === 1) return first ?? NOTHING;
  const found = places.map((place) => areas(gazetteer, place));
  const departments = new Set(found.map((area) => area.department));
  const regions = new Set(found.map((area) => area.region));
  const [department] = departments;
  const [region] = regions;
  if (department && departments.size === 1) return { level: 'department', department };
  if (region && regions.size === 1) return { level: 'region', region };
  return NOTHING;
};
