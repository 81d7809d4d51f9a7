import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Tables } from '../../../infra/db/tables.ts';
import { keysOf } from './keys.ts';
import type { DuplicateRecord } from './record.ts';

/** A record with what decides which of several is shown, and how it stands now. */
export type Standing = DuplicateRecord & {
  readonly official: boolean;
  readonly createdAt: number;
  readonly duplicateOf: string | null;
};

type Row = {
  id: string;
  source: string;
  external_id: string;
  publisher: string | null;
  origin: string;
  title: string;
  employer: string | null;
  description: string | null;
  commune: string | null;
  lat: number | null;
  lng: number | null;
  contract: string;
  rome_parent: string | null;
  created_at: Date;
  url: string | null;
  links: string[];
  duplicate_of: string | null;
};

/** Cities whose arrondissements are communes of their own in feeds. */
const CITIES: readonly (readonly [RegExp, string])[] = [
  [/^751\d\d$/, '75056'],
  [/^6938\d$/, '69123'],
  [/^132(?:0[1-9]|1[0-6])$/, '13055'],
];

const cityOf = (commune: string): string => CITIES.find(([codes]) => codes.test(commune))?.[1] ?? commune;

/** The offers of a department that are shown, or hidden behind another as its duplicate, by id. */
export const loadStanding = async (trx: Transaction<Tables>, department: string): Promise<Standing[]> => {
  const { rows } = await sql<Row>`
    SELECT id, source, external_id, publisher, origin, title, employer, description, commune, lat, lng, contract,
           rome_parent, created_at, url, links, duplicate_of
    FROM offers.offers
    WHERE department = ${department} AND (state = 'open' OR duplicate_of IS NOT NULL) ORDER BY id`.execute(
    trx,
  );
  return rows.map((row) => ({
    id: row.id,
    publisher: `${row.source}/${row.publisher ?? ''}`,
    title: row.title,
    employer: row.employer,
    text: row.description,
    place: row.commune === null ? null : cityOf(row.commune),
    lat: row.lat,
    lng: row.lng,
    contract: row.contract === 'other' ? null : row.contract,
    romeParent: row.rome_parent,
    createdAt: row.created_at.getTime(),
    keys: keysOf(row.source, row.external_id, [row.url, ...row.links]),
    official: row.origin === 'public',
    duplicateOf: row.duplicate_of,
  }));
};

/** Departments in which the run, or what ended it, changed anything that duplicates depend on. */
export const departmentsChanged = async (trx: Transaction<Tables>, run: string): Promise<string[]> => {
  const { rows } = await sql<{ department: string }>`
    SELECT DISTINCT o.department FROM offers.offer_history h JOIN offers.offers o ON o.id = h.offer
    WHERE h.run = ${run}::uuid AND o.department IS NOT NULL ORDER BY 1`.execute(trx);
  return rows.map(({ department }) => department);
};
