import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import { digest } from '../offers/content-hash.ts';
import type { Places } from '../offers/locate.ts';
import { departmentOf, extendGazetteer } from '../places/gazetteer.ts';
import type { Commune, Gazetteer } from '../places/gazetteer.ts';
import { loadedPlaces, withLoaded } from '../places/loaded.ts';
import { indexTerritories } from '../places/territory-index.ts';

type TerritoryRow = { code: string; name: string; communes: string[]; bounds: number[]; invented: boolean };
type AddedRow = { code: string; name: string; department: string; postal_codes: string[]; bounds: number[] };

/**
 * What offers are located with: the official gazetteer, the communes of invented territories (those of
 * offers.added_communes by name; any other code of an invented territory by its code alone, in the territory's
 * bounds), and which territory each commune belongs to.
 */
export const placesNow = async (db: Kysely<Tables>, official: Gazetteer): Promise<Places> => {
  const territories = await sql<TerritoryRow>`
    SELECT code, name, communes, bounds, invented FROM offers.territories ORDER BY code`.execute(db);
  const added = await sql<AddedRow>`
    SELECT code, name, department, postal_codes, bounds FROM offers.added_communes`.execute(db);
  const extra = new Map<string, Commune>();
  const base = { region: null, population: null, parent: null };
  for (const territory of territories.rows.filter((row) => row.invented))
    for (const code of territory.communes)
      extra.set(code, {
        ...base,
        code,
        name: territory.communes.length === 1 ? territory.name : code,
        department: departmentOf(code),
        postalCodes: [],
        bounds: territory.bounds,
      });
  for (const row of added.rows)
    extra.set(row.code, {
      ...base,
      code: row.code,
      name: row.name,
      department: row.department,
      postalCodes: row.postal_codes,
      bounds: row.bounds,
    });
  const loaded = await loadedPlaces(db);
  const gazetteer = extendGazetteer(withLoaded(official, loaded), [...extra.values()]);
  return {
    gazetteer,
    territories: indexTerritories(territories.rows, gazetteer),
    loaded,
    version: digest(JSON.stringify([territories.rows, added.rows, loaded.version])),
  };
};
