import type { Pipeline } from '../infra/pipeline.ts';

export type NightSteps = {
  /** Staged rows into the lake, so that the night sees the whole day. */
  flush(): Promise<{ rows: number }>;
  /** Persons who consent now → stays → measures and ties → results and manifest. Answers the manifest's id. */
  compute(territory: string): Promise<{ run: string; rows: Readonly<Record<string, number>> }>;
};
export type NightState = {
  readonly territory: string;
  readonly flushed: number | null;
  readonly run: string | null;
  readonly rows: Readonly<Record<string, number>>;
};

/** Kind `study-night`, subject a territory. */
export const studyNightPipeline: Pipeline<NightSteps, NightState> = {
  kind: 'study-night',
  begin: (territory) => ({ territory, flushed: null, run: null, rows: {} }),
  async advance(steps, state) {
    if (state.flushed === null)
      return { state: { ...state, flushed: (await steps.flush()).rows }, next: 'again' };
    const { run, rows } = await steps.compute(state.territory);
    return { state: { ...state, run, rows }, next: 'done' };
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
