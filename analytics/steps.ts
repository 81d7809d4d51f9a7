import type { StudyDeps } from './deps.ts';
import { runNight } from './night.ts';
import { finishNight } from './night/finish.ts';
import { meetingsInCells } from './night/meetings.ts';
import { unlessGone } from './night/parts.ts';
import { peopleOfBucket } from './night/people.ts';
import { planNight, type PlanOptions } from './night/plan.ts';
import type { NightSteps, PublishSteps } from './pipeline.ts';
import { publishableAt, publishWeek } from './publish.ts';
import { latestRun } from './runs.ts';
import { findTerritory, type Territory } from './territories.ts';

/** One after the other, in the order asked: each task is a DuckDB that takes the memory and threads of a whole worker. */
const oneAtATime = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
};

/** Steps of kind `study-night`. Each may run twice: results and parts are named by their content. */
export const createNightSteps = (deps: StudyDeps, options: PlanOptions = {}): NightSteps => {
  const inTurn = oneAtATime();
  const of = (code: string): Promise<Territory> => findTerritory(deps.db, code);
  return {
    async flush() {
      const { rows } = await deps.lake.flush();
      return { rows };
    },
    plan: (code) => inTurn(async () => unlessGone(async () => planNight(deps, await of(code), options))),
    people: ({ territory, plan, bucket }) =>
      inTurn(async () => peopleOfBucket(deps, await of(territory), plan, bucket)),
    meetings: ({ territory, plan, group, people }) =>
      inTurn(async () => meetingsInCells(deps, await of(territory), plan, { group, people })),
    finish: ({ territory, plan, people, meetings }) =>
      inTurn(async () => {
        const run = await finishNight(deps, await of(territory), plan, { people, meetings });
        if (run === null) return null;
        const rows = Object.fromEntries(
          Object.entries(run.outputs).map(([name, output]) => [name, output.rows]),
        );
        return { run: run.id, rows };
      }),
  };
};

/** Steps of kind `publish-week`. */
export const createPublishSteps = (deps: StudyDeps): PublishSteps => ({
  async night(code, week) {
    const territory = await findTerritory(deps.db, code);
    const due = publishableAt(week, territory.zone);
    const last = await latestRun(deps.db, 'study-night', code);
    if (due === null || (last !== null && Date.parse(last.finishedAt) >= due)) return { computed: false };
    await deps.lake.flush();
    await runNight(deps, territory);
    return { computed: true };
  },
  async publish(code, week) {
    const run = await publishWeek(deps, await findTerritory(deps.db, code), week);
    return { run: run.id };
  },
});
