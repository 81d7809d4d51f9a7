import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import type { Gazetteer } from './gazetteer.ts';

/** What official files added: points and bounds of communes by code (west, south, east, north), WGS84 degrees. */
export type LoadedPlaces = {
  readonly version: string;
  readonly centres: ReadonlyMap<string, { readonly lat: number; readonly lng: number }>;
  readonly bounds: ReadonlyMap<string, readonly number[]>;
  readonly mergers: ReadonlyMap<string, string>;
  readonly postalCodes: ReadonlyMap<string, readonly string[]>;
  /** True when an extract of SIRENE is loaded; its rows stay in the database. */
  readonly sirene: boolean;
};

const NONE: LoadedPlaces = {
  version: '',
  centres: new Map(),
  bounds: new Map(),
  mergers: new Map(),
  postalCodes: new Map(),
  sirene: false,
};
let kept = NONE;

/** What is loaded now, kept in memory until another file is. */
export const loadedPlaces = async (db: Kysely<Tables>): Promise<LoadedPlaces> => {
  const { rows } = await sql<{ version: string | null }>`
    SELECT string_agg(kind || ' ' || sha256, ', ' ORDER BY kind, part) AS version FROM offers.reference_files
    WHERE kind NOT LIKE 'trade%'`.execute(db);
  const version = rows[0]?.version ?? '';
  if (version === kept.version) return kept;
  const centres = await db.selectFrom('offers.commune_centres').select(['code', 'lat', 'lng']).execute();
  const shapes = await db.selectFrom('offers.commune_shapes').select(['code', 'bounds']).execute();
  const mergers = await db.selectFrom('offers.commune_mergers').select(['code', 'into_code']).execute();
  const postal = await sql<{ postal_code: string; codes: string[] }>`
    SELECT postal_code, array_agg(code ORDER BY code) AS codes FROM offers.commune_postal_codes
    GROUP BY postal_code`.execute(db);
  kept = {
    version,
    centres: new Map(centres.map(({ code, lat, lng }) => [code, { lat, lng }])),
    bounds: new Map(shapes.map(({ code, bounds }) => [code, bounds])),
    mergers: new Map(mergers.map(({ code, into_code }) => [code, into_code])),
    postalCodes: new Map(postal.rows.map(({ postal_code, codes }) => [postal_code, codes])),
    sirene: /(?:^|, )sirene /.test(version),
  };
  return kept;
};

/** The gazetteer with the merged communes and postal codes of loaded files, where it does not know them itself. */
export const withLoaded = (base: Gazetteer, loaded: LoadedPlaces): Gazetteer =>
  loaded.mergers.size + loaded.postalCodes.size === 0
    ? base
    : {
        ...base,
        byCode: (code) => {
          const found = base.byCode(code);
          if (found !== null) return found;
          const into = base.byCode(loaded.mergers.get(code) ?? '');
          return into === null ? null : { commune: into.commune, merged: true };
        },
        byPostalCode: (postalCode) => {
          const found = base.byPostalCode(postalCode);
          if (found.length > 0) return found;
          return (loaded.postalCodes.get(postalCode) ?? []).flatMap(
            (code) => base.byCode(code)?.commune ?? [],
          );
        },
      };
