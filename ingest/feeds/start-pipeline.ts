import type { Pipeline } from '../../infra/pipeline.ts';

/** Where the start of a scheduled run stands. */
export type StartState = { readonly subject: string };

export type StartSteps = {
  /** Asks for the run that a schedule's subject names; the same subject again asks for nothing more. */
  start(subject: string): Promise<{ run: string | null }>;
};

/**
 * Turns a schedule's firing into one run of one source. Subject: `<source>/<mode>/<minute>`; the run it asks for is a
 * pipeline of its own, with its own progress, cancel and retry.
 */
export const feedStartPipeline: Pipeline<StartSteps, StartState> = {
  kind: 'feed-start',
  begin: (subject) => ({ subject }),
  advance: async (steps, state) => {
    await steps.start(state.subject);
    return { state, next: 'done' };
  },
};
