import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import { isInside } from './inside.ts';
import type { Ring } from './inside.ts';
import { distanceKm } from './point.ts';

/** Farther than this from every centre, no commune is guessed, kilometres. */
const NEAR_KM = 6;

/**
 * Code of the commune a point lies in, by loaded outlines; where none is loaded for it, the one among `codes` whose
 * loaded centre is nearest, within 6 km. Null when nothing tells.
 * @param codes communes that may be meant, such as a territory's
 */
export const communeAtPoint = async (
  db: Kysely<Tables>,
  point: { readonly lat: number; readonly lng: number },
  codes: readonly string[],
): Promise<string | null> => {
  const { rows } = await sql<{ code: string; polygons: Ring[][] }>`
    SELECT code, polygons FROM offers.commune_shapes
    WHERE code = ANY(${codes}) AND ${point.lng} BETWEEN bounds[1] AND bounds[3]
      AND ${point.lat} BETWEEN bounds[2] AND bounds[4] ORDER BY code`.execute(db);
  const inside = rows.find(({ polygons }) => isInside(point, polygons));
  if (inside) return inside.code;
  const centres = await sql<{ code: string; lat: number; lng: number; outlined: boolean }>`
    SELECT c.code, c.lat, c.lng, EXISTS (SELECT FROM offers.commune_shapes s WHERE s.code = c.code) AS outlined
    FROM offers.commune_centres c WHERE c.code = ANY(${codes}) ORDER BY c.code`.execute(db);
  // a commune with an outline that does not hold the point is not meant, however near its centre
  const [nearest] = centres.rows
    .filter(({ outlined }) => !outlined)
    .map(({ code, lat, lng }) => ({ code, km: distanceKm(point.lat, point.lng, lat, lng) }))
    .toSorted((a, b) => a.km - b.km);
  return nearest !== undefined && nearest.km <= NEAR_KM ? nearest.code : null;
};
