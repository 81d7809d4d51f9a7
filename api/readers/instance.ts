import type { Kysely } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Database } from '../../infra/db/database.ts';
import type { Tables } from '../../infra/db/tables.ts';
import { readInstance } from '../accounts/instance.ts';
import type { getInstance } from '../contract/instance.ts';
import type { ResponseOf } from '../contract/route.ts';
import type { WebConfig } from '../deps.ts';

type TerritoryAnswer = ResponseOf<typeof getInstance>['territories'][number];

/** Said on every screen, export and picture of an invented town. */
export const DISCLAIMER = 'Ville inventée : l’effet a été écrit dans le générateur';

export const readTerritories = async (db: Kysely<Tables>): Promise<TerritoryAnswer[]> => {
  const rows = await db
    .selectFrom('offers.territories')
    .select(['code', 'name', 'communes', 'bounds', 'invented'])
    .orderBy('code')
    .execute();
  return rows;
};

/** @throws JokaError INSTANCE_MISSING */
export const describeInstance = async (
  db: Pick<Database, 'idp' | 'game'>,
  { map, version }: WebConfig,
): Promise<ResponseOf<typeof getInstance>> => {
  const instance = await readInstance(db.idp);
  if (instance === null) throw new JokaError('INSTANCE_MISSING');
  const territories = await readTerritories(db.game);
  const invented = territories.length > 0 && territories.every((territory) => territory.invented);
  return {
    demo: instance.kind === 'demo',
    invented,
    disclaimer: invented ? DISCLAIMER : null,
    aloneAllowed: instance.aloneAllowed,
    territories,
    map,
    version,
  };
};

/** The territory a request is about: the session's own, else the one asked for. @throws JokaError NOT_FOUND */
export const territoryFor = (own: string | null, asked: string | undefined): string => {
  const territory = own ?? asked;
  if (territory === undefined || (own !== null && asked !== undefined && asked !== own))
    throw new JokaError('NOT_FOUND', { what: 'territory' });
  return territory;
};
