import { JokaError } from '../../game/errors.ts';
import type { MeasureSummary } from '../../analytics/lab-reader.ts';
import type { Session } from '../accounts/sessions.ts';
import type { getCohorts, getSummary } from '../contract/lab.ts';
import type { ResponseOf } from '../contract/route.ts';
import type { AppDeps } from '../deps.ts';
import type { AskedCohort } from '../lab-door.ts';
import { readTerritories, territoryFor } from './instance.ts';

type Deps = Pick<AppDeps, 'db' | 'lab'>;

type Summary = ResponseOf<typeof getSummary>;

const statistic = ({ reasons, bins, ...rest }: MeasureSummary): Summary['measures'][number] => ({
  ...rest,
  bins: [...bins],
  missing: Object.entries(reasons).map(([reason, n]) => ({ reason, n })),
});

/** A cohort inside what the session may study. @throws JokaError NOT_FOUND */
export const studied = (session: Session, cohort: AskedCohort): AskedCohort => ({
  ...cohort,
  territory: territoryFor(session.territory, cohort.territory),
});

export const readCohorts = async (
  { db, lab }: Deps,
  session: Session,
): Promise<ResponseOf<typeof getCohorts>> => {
  const territories = await readTerritories(db.game);
  const own = territories.filter(({ code }) => session.territory === null || code === session.territory);
  const cohorts = [];
  for (const { code, name, invented } of own) cohorts.push({ ...(await lab.cohort(code)), name, invented });
  return { cohorts };
};

/** The Arrow stream of one table of a cohort. @throws JokaError LAB_NOT_COMPUTED, NOT_FOUND */
export const tableOf = async (
  session: Session,
  cohort: AskedCohort,
  read: (cohort: AskedCohort) => Promise<{ readonly arrow: Uint8Array } | null>,
): Promise<Uint8Array> => {
  const found = await read(studied(session, cohort));
  if (found === null) throw new JokaError('LAB_NOT_COMPUTED');
  return found.arrow;
};

export const readSummary = async (
  { db, lab }: Deps,
  session: Session,
  asked: AskedCohort,
): Promise<Summary> => {
  const cohort = studied(session, asked);
  const territory = (await readTerritories(db.game)).find(({ code }) => code === cohort.territory);
  if (territory === undefined) throw new JokaError('NOT_FOUND', { what: 'territory' });
  const found = await lab.summary(cohort);
  const { invented } = territory;
  if (found === null) {
    const { persons } = await lab.cohort(cohort.territory);
    return { ...cohort, persons, invented, measures: [], run: null };
  }
  const { id, finishedAt, parameters } = found.run;
  const version = (parameters as { version?: unknown } | null)?.version;
  return {
    ...cohort,
    persons: found.persons,
    invented,
    measures: found.summary.map(statistic),
    run: { id, finishedAt, version: typeof version === 'string' ? version : '1' },
  };
};
