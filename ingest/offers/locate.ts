import type { Precision } from '../../game/offer.ts';
import type { Commune, Gazetteer } from '../places/gazetteer.ts';
import type { LoadedPlaces } from '../places/loaded.ts';
import { readLabel } from '../places/label.ts';
import { checkPoint } from '../places/point.ts';
import type { Reach, TerritoryIndex } from '../places/territory-index.ts';
import type { StatedPlace } from './draft.ts';
import type { OfferFlag } from './flags.ts';

/**
 * A place looked up. `lat`/`lng` only for a commune or finer. `territory` when the place lies in it for certain; else
 * `around` names the territories it may lie in: it is then listed there as somewhere in the department.
 */
export type Located = {
  readonly precision: Precision;
  readonly lat: number | null;
  readonly lng: number | null;
  readonly placeLabel: string | null;
  readonly commune: string | null;
  readonly department: string | null;
  readonly territory: string | null;
  readonly around: readonly string[];
  readonly flags: readonly OfferFlag[];
};

/** What offers are located with. `version` changes whenever the same place may be found elsewhere. */
export type Places = {
  readonly gazetteer: Gazetteer;
  readonly territories: TerritoryIndex;
  /** Points and bounds of communes from official files, where an operator loaded them. */
  readonly loaded?: Pick<LoadedPlaces, 'centres' | 'bounds' | 'sirene'>;
  readonly version?: string;
};

const atCommune = (places: Places, commune: Commune, stated: StatedPlace, flags: OfferFlag[]): Located => {
  const bounds = commune.bounds ?? places.loaded?.bounds.get(commune.code) ?? null;
  const point = checkPoint({ ...commune, bounds }, stated.lat, stated.lng);
  if (point.flag !== null) flags.push(point.flag);
  const centre = point.lat === null ? places.loaded?.centres.get(commune.code) : undefined;
  if (centre !== undefined) flags.push('point_from_centre');
  const isAddress = stated.pointOf === 'address' && point.lat !== null && centre === undefined;
  return {
    // a feed's point is its commune's point, shared by up to dozens of offers: never a door, unless it says so
    precision: isAddress ? (/^\s*\d/.test(stated.address ?? '') ? 'door' : 'street') : 'commune',
    lat: centre?.lat ?? point.lat,
    lng: centre?.lng ?? point.lng,
    placeLabel: isAddress && stated.address ? `${stated.address}, ${commune.name}` : commune.name,
    commune: commune.code,
    department: commune.department,
    territory:
      places.territories.ofCommune.get(commune.code) ??
      (commune.parent === null ? null : (places.territories.ofCommune.get(commune.parent) ?? null)),
    around: [],
    flags,
  };
};

const coarse = (
  precision: Precision,
  label: string | null,
  department: string | null,
  reach: Reach | null,
  flags: OfferFlag[],
): Located => ({
  precision,
  lat: null,
  lng: null,
  placeLabel: label,
  commune: null,
  department,
  territory: reach?.whole ?? null,
  around: reach?.around ?? [],
  flags,
});

/**
 * Looks a stated place up: the commune's code first (codes of merged communes lead to today's), then the label,
 * then the postal code when one commune alone has it. What is not certain stays coarse.
 */
export const locate = (places: Places, stated: StatedPlace): Located => {
  const flags: OfferFlag[] = [];
  const { gazetteer } = places;
  const byCode = stated.commune === null ? null : gazetteer.byCode(stated.commune);
  if (byCode) {
    if (byCode.merged) flags.push('commune_merged');
    return atCommune(places, byCode.commune, stated, flags);
  }
  const label = stated.label === null ? null : readLabel(gazetteer, stated.label);
  if (label?.level === 'commune') {
    flags.push('commune_from_label');
    if (label.merged) flags.push('commune_merged');
    return atCommune(places, label.commune, stated, flags);
  }
  const sharing = stated.postalCode === null ? [] : gazetteer.byPostalCode(stated.postalCode);
  const cities = sharing.filter((commune) => commune.parent === null || sharing.length === 1);
  const [only] = cities;
  if (only && cities.length === 1) return atCommune(places, only, stated, flags);
  if (only) {
    // all communes of the postal code in one territory: the offer is in it, whichever commune it is
    const own = new Set(cities.map((commune) => places.territories.ofCommune.get(commune.code) ?? ''));
    const [territory] = own;
    const around = [...own].filter((code) => code !== '').toSorted();
    const reach = own.size === 1 && territory ? { whole: territory, around: [] } : { whole: null, around };
    return coarse('postcode', stated.label ?? stated.postalCode, only.department, reach, flags);
  }
  if (label?.level === 'department') {
    const name = gazetteer.department(label.department)?.name ?? stated.label;
    return coarse(
      'department',
      name,
      label.department,
      places.territories.ofDepartment(label.department),
      flags,
    );
  }
  if (label?.level === 'region')
    return coarse(
      'region',
      gazetteer.region(label.region)?.name ?? stated.label,
      null,
      places.territories.ofRegion(label.region),
      flags,
    );
  if (!label?.recognised) flags.push('place_unresolved');
  return coarse('none', stated.label, null, null, flags);
};
