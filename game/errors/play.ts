import type { ErrorSpec } from './registry.ts';

/** Refusals of the game itself. */
export const PLAY_ERRORS = {
  KEY_MISSING: {
    status: 409,
    kind: 'terminal',
    message: 'No free key: {points} more points give the next one.',
    remedy: 'Clear clouds, photograph a window or tell how a visit went.',
  },
  DISCOVERY_NOT_LOCKED: {
    status: 409,
    kind: 'terminal',
    message: 'A key opens nothing here: this offer is open to all.',
    remedy: 'Keep the key for an offer seen in a window.',
  },
  DISCOVERY_UNDER_CLOUDS: {
    status: 409,
    kind: 'terminal',
    message: 'This offer still lies under clouds.',
    remedy: 'Walk there first.',
  },
  MEETING_WITH_ONESELF: {
    status: 400,
    kind: 'terminal',
    message: 'The code in {field} is your own.',
    remedy: "Type the code on the other person's screen.",
  },
  CODE_TRIED_TOO_OFTEN: {
    status: 429,
    kind: 'terminal',
    message: 'Ten wrong codes were tried for this challenge today.',
    remedy: 'Ask the host for the code again and try tomorrow.',
  },
  PATH_INVALID: {
    status: 400,
    kind: 'terminal',
    message: '{file}, {at}: {remedy}.',
    remedy: 'Correct the file; `joka scenario check <file>` lists everything that is wrong in it.',
  },
} as const satisfies Record<string, ErrorSpec>;
