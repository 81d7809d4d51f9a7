import { JokaError } from '../game/errors.ts';
import type { Pipeline } from '../infra/pipeline.ts';
import type { Parts } from './night/parts.ts';
import type { PeopleParts } from './night/people.ts';
import type { NightPlan } from './night/plan.ts';
import { tasksOf } from './night/tasks.ts';

/** What a step needs to know of the night it belongs to. */
export type NightTask = { readonly territory: string; readonly plan: NightPlan };

/**
 * Steps of a night. Each is one DuckDB over its own Parquet; what they pass on are objects, named here by their keys.
 * `null` says that the lake changed under the plan: the night is planned again.
 */
export type NightSteps = {
  /** Staged rows into the lake, so that the night sees the whole day. */
  flush(): Promise<{ rows: number }>;
  /** Which persons changed since the last night, and into how many tasks their work is cut. */
  plan(territory: string): Promise<NightPlan | null>;
  /** Stays, trips and measures of the touched persons of one bucket. */
  people(task: NightTask & { readonly bucket: number }): Promise<PeopleParts | null>;
  /** Meetings of touched persons with anybody in one group of cells. */
  meetings(
    task: NightTask & { readonly group: number; readonly people: readonly PeopleParts[] },
  ): Promise<Parts | null>;
  /** Everything merged with the last night: results, lake, manifest. */
  finish(
    task: NightTask & { readonly people: readonly PeopleParts[]; readonly meetings: readonly Parts[] },
  ): Promise<{ run: string; rows: Readonly<Record<string, number>> } | null>;
};
export type NightState = {
  readonly territory: string;
  readonly flushed: number | null;
  readonly plan: NightPlan | null;
  readonly people: readonly PeopleParts[];
  readonly meetings: readonly Parts[];
  /** How often the lake changed under the plan. */
  readonly again: number;
  readonly run: string | null;
  readonly rows: Readonly<Record<string, number>>;
};

/** Tasks of one step that are given out at once: to the workers of Temporal, or one after the other inline. */
const FAN = 16;
/** A lake that never stands still: let the runner come back later. */
const MOST_PLANS = 20;

const planAgain = (state: NightState): { state: NightState; next: 'again' } => {
  if (state.again >= MOST_PLANS)
    throw new JokaError('LAKE_OBJECT_MISSING', { key: `parts of the night of ${state.territory}` });
  return {
    state: { ...state, plan: null, people: [], meetings: [], again: state.again + 1 },
    next: 'again',
  };
};

/** The next tasks of a step that has `done` of `all` behind it, all given out together; null when one finds the plan old. */
const fanOut = async <T>(
  done: readonly T[],
  all: number,
  task: (index: number) => Promise<T | null>,
): Promise<readonly T[] | null> => {
  const indices = Array.from({ length: Math.min(FAN, all - done.length) }, (_, i) => done.length + i);
  const made = await Promise.all(indices.map(task));
  const whole = made.filter((part) => part !== null);
  return whole.length < made.length ? null : [...done, ...whole];
};

/** Kind `study-night`, subject a territory. Buckets of persons, then groups of cells, then the merge. */
export const studyNightPipeline: Pipeline<NightSteps, NightState> = {
  kind: 'study-night',
  begin: (territory) => ({
    territory,
    flushed: null,
    plan: null,
    people: [],
    meetings: [],
    again: 0,
    run: null,
    rows: {},
  }),
  async advance(steps, state) {
    const { territory, plan, people, meetings } = state;
    if (state.flushed === null)
      return { state: { ...state, flushed: (await steps.flush()).rows }, next: 'again' };
    if (plan === null) {
      const made = await steps.plan(territory);
      return made === null ? planAgain(state) : { state: { ...state, plan: made }, next: 'again' };
    }
    const tasks = tasksOf(plan);
    if (people.length < tasks.people) {
      const made = await fanOut(people, tasks.people, (bucket) => steps.people({ territory, plan, bucket }));
      return made === null ? planAgain(state) : { state: { ...state, people: made }, next: 'again' };
    }
    if (meetings.length < tasks.meetings) {
      const made = await fanOut(meetings, tasks.meetings, (group) =>
        steps.meetings({ territory, plan, group, people }),
      );
      return made === null ? planAgain(state) : { state: { ...state, meetings: made }, next: 'again' };
    }
    const finished = await steps.finish({ territory, plan, people, meetings });
    if (finished === null) return planAgain(state);
    // Parts end with the night: their keys need not be kept.
    return { state: { ...state, ...finished, people: [], meetings: [] }, next: 'done' };
  },
};

export type PublishSteps = {
  /** A night at least as late as the week's publication; computed when the last one is older. */
  night(territory: string, week: string): Promise<{ computed: boolean }>;
  publish(territory: string, week: string): Promise<{ run: string }>;
};
export type PublishState = {
  readonly territory: string;
  readonly week: string;
  readonly nightReady: boolean;
  readonly run: string | null;
};

/** Kind `publish-week`, subject `<territory>/<ISO week>`: the tables of a week that ended 7 days ago or more. */
export const publishWeekPipeline: Pipeline<PublishSteps, PublishState> = {
  kind: 'publish-week',
  begin(subject) {
    const [territory = '', week = ''] = subject.split('/');
    return { territory, week, nightReady: false, run: null };
  },
  async advance(steps, state) {
    if (!state.nightReady) {
      await steps.night(state.territory, state.week);
      return { state: { ...state, nightReady: true }, next: 'again' };
    }
    const { run } = await steps.publish(state.territory, state.week);
    return { state: { ...state, run }, next: 'done' };
  },
};
