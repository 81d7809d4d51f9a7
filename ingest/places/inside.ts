/** GeoJSON positions [longitude, latitude], WGS84 degrees; a ring is closed. */
export type Ring = readonly (readonly number[])[];

const isInRing = (lng: number, lat: number, ring: Ring): boolean => {
  let inside = false;
  for (const [i, [x = 0, y = 0]] of ring.entries()) {
    const [px = 0, py = 0] = ring[i === 0 ? ring.length - 1 : i - 1] ?? [];
    if (y > lat !== py > lat && lng < ((px - x) * (lat - y)) / (py - y) + x) inside = !inside;
  }
  return inside;
};

/** Whether a point lies inside a MultiPolygon: in an outer ring and in none of its holes. Even-odd rule. */
export const isInside = (
  { lat, lng }: { lat: number; lng: number },
  polygons: readonly (readonly Ring[])[],
): boolean =>
  polygons.some(
    ([outer = [], ...holes]) => isInRing(lng, lat, outer) && !holes.some((hole) => isInRing(lng, lat, hole)),
  );
