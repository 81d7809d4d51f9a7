import { JokaError } from '../game/errors.ts';
import type { StudyDeps } from './deps.ts';

/** A territory as computations need it. `invented`: every result says the town is made up. */
export type Territory = {
  readonly code: string;
  readonly name: string;
  readonly zone: string;
  readonly invented: boolean;
};

export const listTerritories = async (db: StudyDeps['db']): Promise<Territory[]> =>
  db.study
    .selectFrom('offers.territories')
    .select(['code', 'name', 'zone', 'invented'])
    .orderBy('code')
    .execute();

/** @throws JokaError STUDY_TERRITORY_UNKNOWN */
export const findTerritory = async (db: StudyDeps['db'], code: string): Promise<Territory> => {
  const found = (await listTerritories(db)).find((territory) => territory.code === code);
  if (found === undefined) throw new JokaError('STUDY_TERRITORY_UNKNOWN', { territory: code });
  return found;
};
