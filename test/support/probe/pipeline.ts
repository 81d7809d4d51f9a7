import { JokaError } from '../../../game/errors.ts';
import type { Json, Pipeline } from '../../../infra/pipeline.ts';

/** Steps that leave a mark, so that a test sees what was done and how often. */
export type ProbeSteps = {
  /** Opens the work on a subject: marks it once, answers until when it may wait (ISO instant). */
  open(subject: string): Promise<{ until: string }>;
  /** Marks one page. Idempotent by (subject, page). */
  page(subject: string, page: number): Promise<{ more: boolean }>;
  /** Fails as many times as the subject says, then answers. `unreliable:2` fails twice, `poison` for ever. */
  fragile(subject: string): Promise<null>;
  /** Writes what the wait ended with and makes the fact final. */
  finish(subject: string, verdict: Json): Promise<null>;
};

export type ProbeState = {
  readonly at: 'open' | 'page' | 'fragile' | 'wait' | 'finish' | 'finished';
  readonly subject: string;
  readonly page: number;
  readonly until: string;
  readonly verdict: Json;
};

/** Five steps, one of them repeated, one that fails, one wait: every shape a real pipeline has. */
export const probePipeline: Pipeline<ProbeSteps, ProbeState> = {
  kind: 'probe-work',
  begin: (subject) => ({ at: 'open', subject, page: 0, until: '', verdict: null }),
  advance: async (steps, state, woken) => {
    const { subject } = state;
    switch (state.at) {
      case 'open': {
        const { until } = await steps.open(subject);
        return { state: { ...state, at: 'page', until }, next: 'again' };
      }
      case 'page': {
        const { more } = await steps.page(subject, state.page);
        const page = state.page + 1;
        return { state: { ...state, at: more ? 'page' : 'fragile', page }, next: 'again' };
      }
      case 'fragile': {
        try {
          await steps.fragile(subject);
        } catch (error) {
          // Poison is routed, not lost: the pipeline catches by code.
          if (!(error instanceof JokaError && error.code === 'PHOTO_NOT_AN_IMAGE')) throw error;
          return { state: { ...state, at: 'finish', verdict: `refused ${error.message}` }, next: 'again' };
        }
        return { state: { ...state, at: 'wait' }, next: { waitFor: 'verdict', until: state.until } };
      }
      case 'wait': {
        const verdict = woken === undefined || woken === 'timeout' ? 'nobody answered' : woken.value;
        return { state: { ...state, at: 'finish', verdict }, next: 'again' };
      }
      case 'finish': {
        await steps.finish(subject, state.verdict);
        return { state: { ...state, at: 'finished' }, next: 'done' };
      }
      case 'finished':
        return { state, next: 'done' };
      default:
        return state.at satisfies never;
    }
  },
};
