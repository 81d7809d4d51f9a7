/** A point in metres east and north of the town's centre. */
export type Point = { readonly x: number; readonly y: number };

/** Where the invented town lies, WGS84 degrees. */
export const CENTRE = { lat: 50.42, lng: 2.78 } as const;

const METRES_PER_DEGREE_LAT = 111_195;
const METRES_PER_DEGREE_LNG = METRES_PER_DEGREE_LAT * Math.cos((CENTRE.lat * Math.PI) / 180);

/** Degrees of a point; a local plane is right to a few centimetres over the town's four kilometres. */
export const toDegrees = (p: Point): { lat: number; lng: number } => ({
  lat: CENTRE.lat + p.y / METRES_PER_DEGREE_LAT,
  lng: CENTRE.lng + p.x / METRES_PER_DEGREE_LNG,
});

/** GeoJSON position [longitude, latitude], rounded to a micro-degree (about 0.1 m). */
export const toPosition = (p: Point): [number, number] => {
  const { lat, lng } = toDegrees(p);
  return [Math.round(lng * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
};

/** Metres between two points. */
export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** The point at `share` (0 to 1) of the way from a to b. */
export const along = (a: Point, b: Point, share: number): Point => ({
  x: a.x + (b.x - a.x) * share,
  y: a.y + (b.y - a.y) * share,
});
