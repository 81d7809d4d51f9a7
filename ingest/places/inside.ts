import { booleanPointInPolygon, multiPolygon, point } from '@turf/turf';

/** GeoJSON positions [longitude, latitude], WGS84 degrees; a ring is closed. */
export type Ring = readonly (readonly number[])[];

/** Whether a point lies inside a MultiPolygon: in an outer ring and in none of its holes, or on an edge. */
export const isInside = (
  { lat, lng }: { lat: number; lng: number },
  polygons: readonly (readonly Ring[])[],
): boolean => {
  const whole = polygons.filter((rings) => rings.length > 0);
  if (whole.length === 0) return false;
  return booleanPointInPolygon(point([lng, lat]), multiPolygon(whole as number[][][][]));
};
