import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import { communeAtPoint } from '../places/commune-at.ts';
import { loadGazetteer } from '../places/gazetteer.ts';
import { isInside } from '../places/inside.ts';
import type { Ring } from '../places/inside.ts';

export type PhotoCommune = { code: string; name: string | null; department: string | null };

/** Code of the commune whose outline on the territory's street plan holds the point; null without plan or outline. */
const outlineAt = async (
  trx: Transaction<Tables>,
  territory: string,
  place: { lat: number; lng: number },
): Promise<string | null> => {
  const { rows } = await sql<{ code: string; polygons: Ring[][] }>`
    SELECT f -> 'properties' ->> 'code' AS code, f -> 'geometry' -> 'coordinates' AS polygons
    FROM offers.base_maps b, jsonb_array_elements(b.geojson -> 'features') f
    WHERE b.territory = ${territory} AND f -> 'properties' ->> 'layer' = 'commune'`.execute(trx);
  return rows.find(({ polygons }) => isInside(place, polygons))?.code ?? null;
};

/**
 * The commune a photo lies in, where it is certain: the only commune of its territory, the one whose outline on the
 * street plan holds the point, or the only invented commune whose bounds hold it. Otherwise null: there are no
 * boundaries to ask.
 */
export const communeAt = async (
  trx: Transaction<Tables>,
  territory: string | null,
  place: { lat: number; lng: number } | null,
): Promise<PhotoCommune | null> => {
  if (territory === null) return null;
  const { rows } = await sql<{ communes: string[] }>`
    SELECT communes FROM offers.territories WHERE code = ${territory}`.execute(trx);
  const communes = rows[0]?.communes ?? [];
  const added = await sql<PhotoCommune & { bounds: number[] }>`
    SELECT code, name, department, bounds FROM offers.added_communes
    WHERE code = ANY(${communes}) ORDER BY code`.execute(trx);
  const outlined = place === null ? null : await outlineAt(trx, territory, place);
  const owner = added.rows.find(({ code }) => code === outlined);
  if (owner) return { code: owner.code, name: owner.name, department: owner.department };
  const holding = added.rows.filter(({ bounds: [west, south, east, north] }) => {
    if (place === null || west === undefined || south === undefined) return false;
    if (east === undefined || north === undefined) return false;
    return place.lng >= west && place.lng <= east && place.lat >= south && place.lat <= north;
  });
  const [only] = holding;
  if (only && holding.length === 1) return { code: only.code, name: only.name, department: only.department };
  const outlinedCode = place === null ? null : await communeAtPoint(trx, place, communes);
  const official = outlinedCode === null ? null : loadGazetteer().byCode(outlinedCode)?.commune;
  if (official) return { code: official.code, name: official.name, department: official.department };
  const [single] = communes;
  if (single !== undefined && communes.length === 1) {
    const known = added.rows.find(({ code }) => code === single);
    return { code: single, name: known?.name ?? null, department: known?.department ?? single.slice(0, 2) };
  }
  return null;
};
