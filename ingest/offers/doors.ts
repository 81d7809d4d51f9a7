import { latLngToCell } from 'h3-js';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import { employerKey } from './duplicates/title.ts';
import { CELL, sealRow } from './offer-row.ts';
import type { OfferRow } from './offer-row.ts';
import type { PublishContext } from './publish-context.ts';

type Found = {
  commune: string;
  name: string;
  n: number;
  address: string | null;
  lat: number | null;
  lng: number | null;
};

const keyOf = (commune: string, name: string): string => `${commune}\n${name}`;

/**
 * Takes the offers of a named employer, known to their commune, to the employer's door: only where the loaded extract of
 * SIRENE has exactly one establishment of that name in the commune, with a point. One query per batch.
 */
export const withDoors = async <C extends { readonly row: OfferRow }>(
  db: Kysely<Tables>,
  context: PublishContext,
  candidates: readonly C[],
): Promise<readonly C[]> => {
  if (context.places.loaded?.sirene !== true) return candidates;
  const asked = new Map<string, { commune: string; name: string }>();
  for (const { row } of candidates) {
    const name = employerKey(row.employer);
    if (row.precision === 'commune' && row.commune !== null && name !== '')
      asked.set(keyOf(row.commune, name), { commune: row.commune, name });
  }
  if (asked.size === 0) return candidates;
  const { rows } = await sql<Found>`
    SELECT x.commune, x.name, count(*)::int AS n, min(e.address) AS address, min(e.lat) AS lat, min(e.lng) AS lng
    FROM jsonb_to_recordset(${JSON.stringify([...asked.values()])}::jsonb) AS x(commune text, name text)
    JOIN offers.establishments e ON e.commune = x.commune AND x.name = ANY(e.names)
    GROUP BY x.commune, x.name`.execute(db);
  const doors = new Map(rows.map((found) => [keyOf(found.commune, found.name), found]));
  return candidates.map((candidate) => {
    const { row } = candidate;
    const door = row.commune === null ? undefined : doors.get(keyOf(row.commune, employerKey(row.employer)));
    if (row.precision !== 'commune' || !door || door.n !== 1 || door.lat === null || door.lng === null)
      return candidate;
    const { lat, lng, address } = door;
    const flags = row.flags.filter((flag) => flag !== 'point_from_centre');
    return {
      ...candidate,
      row: sealRow({
        ...row,
        precision: 'door',
        lat,
        lng,
        cell: latLngToCell(lat, lng, CELL),
        place_label: address ?? row.place_label,
        flags: [...flags, 'door_from_register'].toSorted(),
      }),
    };
  });
};
