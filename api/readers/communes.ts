import type { Kysely } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';

/** Names of communes: today's, from the gazetteer the application is given, and those of invented territories. */
export type CommuneNames = (code: string) => string | null;

/** Reads the added communes once per call; there are a handful. */
export const communeNames = async (offers: Kysely<Tables>, known: CommuneNames): Promise<CommuneNames> => {
  const rows = await offers.selectFrom('offers.added_communes').select(['code', 'name']).execute();
  const added = new Map(rows.map(({ code, name }) => [code, name]));
  return (code) => added.get(code) ?? known(code);
};
