import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';

export type PhotoCommune = { code: string; name: string | null; department: string | null };

/**
 * The commune a photo lies in, where it is certain: the only commune of its territory, or the only invented commune
 * whose bounds hold the point. Otherwise null: there are no boundaries to ask.
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
  const holding = added.rows.filter(({ bounds: [west, south, east, north] }) => {
    if (place === null || west === undefined || south === undefined) return false;
    if (east === undefined || north === undefined) return false;
    return place.lng >= west && place.lng <= east && place.lat >= south && place.lat <= north;
  });
  const [only] = holding;
  if (only && holding.length === 1) return { code: only.code, name: only.name, department: only.department };
  const [single] = communes;
  if (single !== undefined && communes.length === 1) {
    const known = added.rows.find(({ code }) => code === single);
    return { code: single, name: known?.name ?? null, department: known?.department ?? single.slice(0, 2) };
  }
  return null;
};
