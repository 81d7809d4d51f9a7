import type { Pipeline } from '../../infra/pipeline.ts';

/** What a photo waits for, and until when (ISO 8601); null when there is nothing more to do. */
export type Waiting = { readonly signal: 'confirmed' | 'reviewed'; readonly until: string } | null;

/** Steps of a photo; the subject is the submission's id. Each may run twice. Failures are stored, not thrown. */
export type PhotoSteps = {
  /** Reads and understands the picture; stores the draft. */
  read(photo: string): Promise<Waiting>;
  /** After the finder's answer or its absence: publish now, let a reviewer look, or end. */
  decide(photo: string, answered: boolean): Promise<{ publish: true } | { publish: false; waiting: Waiting }>;
  /** Makes the offer, or finds the one that is already there. Null when nothing could be published. */
  publish(photo: string): Promise<{ offer: string; duplicate: boolean } | null>;
  /**
   * No reviewer came in time: what its finder confirmed and is clean goes on to be published without contact, the rest
   * ends with a message.
   */
  lapse(photo: string): Promise<{ publish: boolean }>;
  /** Pays the finder of a new offer, or who saw one again, once. */
  reward(photo: string, offer: string): Promise<void>;
  /** A reviewer said no. */
  reject(photo: string, code: 'PHOTO_REFUSED'): Promise<void>;
};

export type PhotoState = {
  readonly photo: string;
  readonly at: 'read' | 'finder' | 'reviewer' | 'publish' | 'reward' | 'over';
  /** Instant of the present wait's end; for waits only. */
  readonly until: string | null;
  readonly offer: string | null;
};

type Advance = { state: PhotoState; next: 'again' | 'done' | { waitFor: string; until: string } };

const over = (state: PhotoState): Advance => ({ state: { ...state, at: 'over', until: null }, next: 'done' });

const waitOr = (state: PhotoState, waiting: Waiting): Advance => {
  if (waiting === null) return over(state);
  const at = waiting.signal === 'confirmed' ? 'finder' : 'reviewer';
  return {
    state: { ...state, at, until: waiting.until },
    next: { waitFor: waiting.signal, until: waiting.until },
  };
};

const accepted = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'accept' in value && value.accept === true;

/** Kind `photo`: read, wait for the finder, wait for a reviewer where it must be, publish, pay. */
export const photoPipeline: Pipeline<PhotoSteps, PhotoState> = {
  kind: 'photo',
  begin: (photo) => ({ photo, at: 'read', until: null, offer: null }),
  async advance(steps, state, woken) {
    const { photo } = state;
    switch (state.at) {
      case 'read':
        return waitOr(state, await steps.read(photo));
      case 'finder': {
        if (woken === undefined) return waitAgain(state, 'confirmed');
        const decided = await steps.decide(photo, woken !== 'timeout');
        if (!decided.publish) return waitOr(state, decided.waiting);
        return { state: { ...state, at: 'publish', until: null }, next: 'again' };
      }
      case 'reviewer':
        if (woken === undefined) return waitAgain(state, 'reviewed');
        if (woken !== 'timeout' && accepted(woken.value)) {
          return { state: { ...state, at: 'publish', until: null }, next: 'again' };
        }
        if (woken === 'timeout') {
          const { publish } = await steps.lapse(photo);
          return publish ? { state: { ...state, at: 'publish', until: null }, next: 'again' } : over(state);
        }
        await steps.reject(photo, 'PHOTO_REFUSED');
        return over(state);
      case 'publish': {
        const published = await steps.publish(photo);
        if (published === null) return over({ ...state, offer: null });
        return { state: { ...state, at: 'reward', offer: published.offer }, next: 'again' };
      }
      case 'reward':
        if (state.offer !== null) await steps.reward(photo, state.offer);
        return over(state);
      default:
        return over(state);
    }
  },
};

const waitAgain = (state: PhotoState, waitFor: 'confirmed' | 'reviewed'): Advance =>
  state.until === null ? over(state) : { state, next: { waitFor, until: state.until } };
