import { JokaError } from '../game/errors.ts';
import type { Duck } from '../infra/duckdb/duck.ts';
import type { StudyDeps } from './deps.ts';
import { finishNight } from './night/finish.ts';
import { meetingsInCells } from './night/meetings.ts';
import { unlessGone, type Parts } from './night/parts.ts';
import { computePeople, loadPersons, peopleOfBucket, type PeopleParts } from './night/people.ts';
import { planNight, type Person, type PlanOptions } from './night/plan.ts';
import { tasksOf } from './night/tasks.ts';
import { NETWORK_TABLES, PERSON_TABLES } from './night/tables.ts';
import type { Run } from './runs.ts';
import type { Territory } from './territories.ts';
import { makeContacts } from './ties/contacts.ts';
import { makeTies } from './ties/ties.ts';
import type { QualityReport } from './traces/clean.ts';
import { findEncounters } from './traces/encounters.ts';
import { TRACE_PARAMETERS, type TraceParameters } from './traces/parameters.ts';

/** Results by name: a query in an order that is total. */
export const NIGHT_TABLES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ ...PERSON_TABLES, ...NETWORK_TABLES }).map(([name, { rows, order }]) => [
    name,
    `${rows} ORDER BY ${order}`,
  ]),
);

/** Everything a night computes, of everybody and inside one DuckDB: from relations of the lake to NIGHT_TABLES. */
export const computeNight = async (
  duck: Duck,
  lake: { readonly fixes: string; readonly interactions: string },
  persons: readonly Person[],
  zone: string,
  parameters: TraceParameters = TRACE_PARAMETERS,
): Promise<QualityReport> => {
  await loadPersons(duck, persons);
  const quality = await computePeople(duck, lake.fixes, { zone, parameters });
  await findEncounters(duck, parameters);
  await makeContacts(duck, lake.interactions);
  await makeTies(duck);
  return quality;
};

/** Times that a night is planned again in one go when the lake changes under it. */
const MOST_PLANS = 5;

const once = async (deps: StudyDeps, territory: Territory, options: PlanOptions): Promise<Run | null> => {
  const plan = await unlessGone(() => planNight(deps, territory, options));
  if (plan === null) return null;
  const tasks = tasksOf(plan);
  const people: PeopleParts[] = [];
  for (let bucket = 0; bucket < tasks.people; bucket += 1) {
    const made = await peopleOfBucket(deps, territory, plan, bucket);
    if (made === null) return null;
    people.push(made);
  }
  const meetings: Parts[] = [];
  for (let group = 0; group < tasks.meetings; group += 1) {
    const made = await meetingsInCells(deps, territory, plan, { group, people });
    if (made === null) return null;
    meetings.push(made);
  }
  return finishNight(deps, territory, plan, { people, meetings });
};

/**
 * One territory's night in one go: the persons touched since the last one, merged with what it computed of the others.
 * @throws JokaError LAKE_OBJECT_MISSING (transient) when the lake never stood still
 */
export const runNight = async (
  deps: StudyDeps,
  territory: Territory,
  options: PlanOptions = {},
): Promise<Run> => {
  for (let plans = 0; plans < MOST_PLANS; plans += 1) {
    const run = await once(deps, territory, options);
    if (run !== null) return run;
  }
  throw new JokaError('LAKE_OBJECT_MISSING', { key: `parts of the night of ${territory.code}` });
};
