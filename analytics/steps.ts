import type { StudyDeps } from './deps.ts';
import { runNight } from './night.ts';
import type { NightSteps, PublishSteps } from './pipeline.ts';
import { publishableAt, publishWeek } from './publish.ts';
import { latestRun } from './runs.ts';
import { findTerritory } from './territories.ts';

/** Steps of kind `study-night`. Each may run twice: results are named by their content. */
export const createNightSteps = (deps: StudyDeps): NightSteps => ({
  async flush() {
    const { rows } = await deps.lake.flush();
    return { rows };
  },
  async compute(code) {
    const run = await runNight(deps, await findTerritory(deps.db, code));
    const rows = Object.fromEntries(Object.entries(run.outputs).map(([name, output]) => [name, output.rows]));
    return { run: run.id, rows };
  },
});

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
