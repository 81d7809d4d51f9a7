/** West, south, east, north in WGS84 degrees. */
export type Bounds = readonly [number, number, number, number];
/** Longitude, latitude in WGS84 degrees. */
export type Place = readonly [number, number];

const EARTH_M = 6_371_008.8;
const RADIAN = Math.PI / 180;

/** Great-circle metres between two places. */
export const metresBetween = (a: Place, b: Place): number => {
  const dLat = (b[1] - a[1]) * RADIAN;
  const dLng = (b[0] - a[0]) * RADIAN;
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(a[1] * RADIAN) * Math.cos(b[1] * RADIAN) * Math.sin(dLng / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)));
};

/** One of the eight winds from a place to another: `n`, `ne`, `e` … */
export const windTo = (a: Place, b: Place): string => {
  const x = (b[0] - a[0]) * Math.cos(((a[1] + b[1]) / 2) * RADIAN);
  const angle = Math.atan2(x, b[1] - a[1]);
  const winds = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'];
  return winds[Math.round(((angle + 2 * Math.PI) % (2 * Math.PI)) / (Math.PI / 4)) % 8] ?? 'n';
};

/** Bounds grown by a share of their size on every side. */
export const grown = ([west, south, east, north]: Bounds, share: number): Bounds => {
  const x = (east - west) * share;
  const y = (north - south) * share;
  return [west - x, south - y, east + x, north + y];
};

/** Whether a place lies inside bounds. */
export const isInside = ([lng, lat]: Place, [west, south, east, north]: Bounds): boolean =>
  lng >= west && lng <= east && lat >= south && lat <= north;
