import type { ErrorSpec } from './registry.ts';

/** Failures of the demo town. */
export const TOWN_ERRORS = {
  DEMO_STORE_REAL: {
    status: 409,
    kind: 'terminal',
    message: 'This store is a real instance: the demo town is refused here for ever.',
    remedy: 'Take an empty store: another JOKA_HOME, or another DATABASE_URL.',
  },
  DEMO_TOWN_DIFFERS: {
    status: 409,
    kind: 'terminal',
    message: 'The town in this store is "{found}" of seed {seed}, not "{asked}".',
    remedy: 'Leave JOKA_DEMO_TOWN as it was, or take an empty store: another JOKA_HOME.',
  },
  DEMO_REFUSED: {
    status: 500,
    kind: 'terminal',
    message: 'An invented person of the demo town was refused by {route}: {status} {code}.',
    remedy: 'The town and the API disagree: report this line, with the version of Joka.',
  },
  DEMO_OFFER_LOST: {
    status: 500,
    kind: 'terminal',
    message: 'Of the {expected} offers that the demo feed brought, {found} are in the store.',
    remedy: 'Look at "joka quarantine" and "joka runs" for the feed demo-emploi, then report it.',
  },
} as const satisfies Record<string, ErrorSpec>;
