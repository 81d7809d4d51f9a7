import type { ErrorSpec } from './registry.ts';

/** Failures of accounts, sessions, consents and of the instance they live in. */
export const ACCOUNT_ERRORS = {
  SESSION_MISSING: {
    status: 401,
    kind: 'terminal',
    message: 'This needs a session, and the request carries none that is open.',
    remedy: 'Enter first: with a card, a link, a passphrase or a recovery code.',
  },
  ROLE_FORBIDDEN: {
    status: 403,
    kind: 'terminal',
    message: 'An account with the role {role} may not do this.',
    remedy: 'Enter with an account that has the role, or ask the operator.',
  },
  PERSON_ERASED: {
    status: 410,
    kind: 'terminal',
    message: 'This person asked to be erased; nothing more is stored for them.',
    remedy: 'Enter again as a new person if that was not wanted.',
  },
  CROSS_SITE_REFUSED: {
    status: 403,
    kind: 'terminal',
    message: 'The request came from another site ({header}).',
    remedy: 'Use the page served by this instance, and set JOKA_PUBLIC_URL to its address behind a proxy.',
  },
  CODE_UNKNOWN: {
    status: 404,
    kind: 'terminal',
    message: 'The code in {field} is not known, has served already, or has expired.',
    remedy: 'Check the letters, or ask whoever gave it for another one.',
  },
  PASSPHRASE_WRONG: {
    status: 401,
    kind: 'terminal',
    message: 'No account has this nickname with this passphrase.',
    remedy: 'Try again, or use the recovery code you wrote down.',
  },
  RALLY_OVER: {
    status: 410,
    kind: 'terminal',
    message: 'This rally code no longer serves: its last day is over, or its organisation ended it.',
    remedy: 'Ask whoever gave it for another one.',
  },
  RALLY_FULL: {
    status: 409,
    kind: 'terminal',
    message: 'This rally code has let in as many people as it may ({max}).',
    remedy: 'Ask whoever gave it for another one.',
  },
  TOO_MANY_TRIES: {
    status: 429,
    kind: 'transient',
    message: 'Too many tries failed. The next one counts in {seconds} seconds.',
    remedy: 'Wait, then try again; a passkey or the recovery code also gives the account back.',
  },
  PASSKEY_REFUSED: {
    status: 401,
    kind: 'terminal',
    message: 'This passkey opens no account here ({reason}).',
    remedy: 'Try again, or enter with the passphrase or the recovery code.',
  },
  PASSKEY_CHALLENGE_OVER: {
    status: 409,
    kind: 'transient',
    message: 'The question that the passkey answered has served already or is older than five minutes.',
    remedy: 'Ask for a new one and answer it.',
  },
  PASSKEY_ADDRESS: {
    status: 409,
    kind: 'terminal',
    message: 'Passkeys belong to a name, and this instance is reached here by {host}.',
    remedy: 'Use the address of JOKA_PUBLIC_URL (https), or http://localhost on the machine itself.',
  },
  LAST_WAY_IN: {
    status: 409,
    kind: 'terminal',
    message: 'This is the only passkey of an account without a passphrase.',
    remedy: 'Add another passkey first.',
  },
  NICKNAME_TAKEN: {
    status: 409,
    kind: 'terminal',
    message: 'The nickname in {field} is taken.',
    remedy: 'Choose another one.',
  },
  ALONE_NOT_ALLOWED: {
    status: 403,
    kind: 'terminal',
    message: 'This instance does not let players enter alone.',
    remedy: "Ask an adviser for a card, or the operator to allow it ('joka init --alone').",
  },
  CONSENT_MISSING: {
    status: 403,
    kind: 'terminal',
    message: 'The consent {purpose} is not given.',
    remedy: 'Switch it on in your settings if you agree; everything else works without it.',
  },
  TERRITORY_UNKNOWN: {
    status: 404,
    kind: 'terminal',
    message: 'The territory in {field} is not one of this instance.',
    remedy: 'Choose one of the territories that GET /instance lists.',
  },
  ACCOUNT_UNKNOWN: {
    status: 404,
    kind: 'terminal',
    message: 'No account has the id or nickname in {field}.',
    remedy: "The id stands in the person's own export; a nickname counts where it has a passphrase.",
  },
  INSTANCE_MISSING: {
    status: 503,
    kind: 'terminal',
    message: 'This database holds no instance yet.',
    remedy: "Run 'joka init --territory <INSEE codes>' for a real one, or 'joka demo' for the invented town.",
  },
  INSTANCE_EXISTS: {
    status: 409,
    kind: 'terminal',
    message: 'This database already holds a {kind} instance.',
    remedy: 'Use another JOKA_HOME or DATABASE_URL; a demo never becomes real, nor the other way round.',
  },
} as const satisfies Record<string, ErrorSpec>;
