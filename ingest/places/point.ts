import type { Commune } from './gazetteer.ts';
import { DEPARTMENT_CENTRES } from './department-centres.ts';

/** A point that may be shown, and what was done to it. */
export type CheckedPoint =
  | { readonly lat: number; readonly lng: number; readonly flag: null | 'coordinates_swapped' }
  | { readonly lat: null; readonly lng: null; readonly flag: null | 'coordinates_dropped' };

const RADIANS = Math.PI / 180;
const EARTH_KM = 6371;

/** Great-circle distance in kilometres between two points in WGS84 degrees. */
export const distanceKm = (lat1: number, lng1: number, lat2: number, lng2: number): number => {
  const h =
    Math.sin(((lat2 - lat1) * RADIANS) / 2) ** 2 +
    Math.cos(lat1 * RADIANS) * Math.cos(lat2 * RADIANS) * Math.sin(((lng2 - lng1) * RADIANS) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
};

const MARGIN_DEGREES = 0.05;

const within = (commune: Commune, lat: number, lng: number): boolean => {
  if (Math.abs(lat) > 90 || Math.abs(lng) > 180) return false;
  const [west, south, east, north] = commune.bounds ?? [];
  if (west !== undefined && south !== undefined && east !== undefined && north !== undefined)
    return (
      lng >= west - MARGIN_DEGREES &&
      lng <= east + MARGIN_DEGREES &&
      lat >= south - MARGIN_DEGREES &&
      lat <= north + MARGIN_DEGREES
    );
  const centre = DEPARTMENT_CENTRES[commune.department];
  return centre !== undefined && distanceKm(centre[0], centre[1], lat, lng) <= centre[2];
};

const DROPPED: CheckedPoint = { lat: null, lng: null, flag: 'coordinates_dropped' };

/**
 * Accepts a feed's point only where it can be true: inside the reach of the commune's department, or in the bounds
 * of an invented commune. Swapped latitude and longitude are put right when only the swapped point can be true.
 * 0,0 and a point that fits neither way are dropped. Without boundaries, a wrong point of the same department passes.
 */
export const checkPoint = (commune: Commune, lat: number | null, lng: number | null): CheckedPoint => {
  if (lat === null && lng === null) return { lat: null, lng: null, flag: null };
  if (lat === null || lng === null || !Number.isFinite(lat) || !Number.isFinite(lng)) return DROPPED;
  if (Math.abs(lat) < 0.01 && Math.abs(lng) < 0.01) return DROPPED;
  if (within(commune, lat, lng)) return { lat, lng, flag: null };
  if (within(commune, lng, lat)) return { lat: lng, lng: lat, flag: 'coordinates_swapped' };
  return DROPPED;
};
