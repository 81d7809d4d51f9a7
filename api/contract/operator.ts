import { Type } from '@sinclair/typebox';
import { AgeBand, Done, Instant, nullable, oneOf, TerritoryCode, Uuid } from './common.ts';
import { closed, defineRoute } from './route.ts';

const read = { method: 'GET', scope: 'instance', roles: ['operator'] } as const;
const write = { method: 'POST', scope: 'instance', roles: ['operator'], mutation: 'key' } as const;

/** One run of a source: what it saw and did. `complete` is null while it goes on. */
const SourceRun = closed({
  id: Uuid,
  status: Type.String(),
  startedAt: Instant,
  finishedAt: nullable(Instant),
  seconds: nullable(Type.Number()),
  complete: nullable(Type.Boolean()),
  mode: Type.String(),
  seen: Type.Integer(),
  created: Type.Integer(),
  updated: Type.Integer(),
  unchanged: Type.Integer(),
  withdrawn: Type.Integer(),
  quarantined: Type.Integer(),
  heldReason: nullable(Type.String()),
  /** Offers that would disappear if a held run is confirmed, and how many were open before. */
  vanishing: nullable(Type.Integer()),
  openBefore: nullable(Type.Integer()),
});

export const listSources = defineRoute({
  ...read,
  path: '/operator/sources',
  summary:
    'Sources of offers: licence, open offers, what is held, the last run, and which are ready to be switched on.',
  responses: {
    200: closed({
      sources: Type.Array(
        closed({
          id: Type.String(),
          name: Type.String(),
          origin: Type.String(),
          licence: Type.String(),
          /** False: its mapping was never tried on a real sample. */
          verified: Type.Boolean(),
          open: Type.Integer(),
          /** It is read by itself. */
          scheduled: Type.Boolean(),
          /** `ok`, `running`, `held` (a person must decide), `failed`, `never`. */
          health: Type.String(),
          lastRun: nullable(SourceRun),
          /** Rows set aside and not yet retried, by code. */
          reasons: Type.Array(closed({ code: Type.String(), rows: Type.Integer() })),
          /** Share of the open offers at each precision. */
          precision: Type.Array(closed({ precision: Type.String(), offers: Type.Integer() })),
        }),
      ),
    }),
  },
});

const held = {
  ...write,
  params: closed({ id: Type.String({ maxLength: 40 }), run: Uuid }),
  responses: { 200: Done },
};

export const confirmHeld = defineRoute({
  ...held,
  path: '/operator/sources/:id/held/:run/confirm',
  summary: 'Confirms a held run: the offers it no longer shows are withdrawn.',
});

export const discardHeld = defineRoute({
  ...held,
  path: '/operator/sources/:id/held/:run/discard',
  summary: 'Discards a held run: its offers stay open until a later run decides.',
});

export const listRuns = defineRoute({
  ...read,
  path: '/operator/runs',
  summary: 'The last runs of the pipelines, newest first.',
  query: closed({
    kind: Type.Optional(Type.String({ maxLength: 40 })),
    status: Type.Optional(Type.String({ maxLength: 20 })),
  }),
  responses: {
    200: closed({
      runs: Type.Array(
        closed({
          id: Uuid,
          kind: Type.String(),
          status: Type.String(),
          runner: nullable(Type.String()),
          attempt: Type.Integer(),
          steps: Type.Integer(),
          tries: Type.Integer(),
          startedAt: Instant,
          finishedAt: nullable(Instant),
          errorCode: nullable(Type.String()),
        }),
      ),
      /** Work not begun or not ended, and the oldest's age in seconds. */
      open: Type.Integer(),
      oldestSeconds: nullable(Type.Integer()),
    }),
  },
});

export const listQuarantine = defineRoute({
  ...read,
  path: '/operator/quarantine',
  summary: '« Mis de côté »: what could not be taken in, where, why, and what to do.',
  responses: {
    200: closed({
      items: Type.Array(
        closed({
          id: Uuid,
          entry: Type.String(),
          source: Type.String(),
          place: Type.String(),
          code: Type.String(),
          message: Type.String(),
          remedy: Type.String(),
          state: Type.String(),
          tries: Type.Integer(),
          canRetry: Type.Boolean(),
          at: Instant,
        }),
      ),
    }),
  },
});

export const retryQuarantine = defineRoute({
  ...write,
  path: '/operator/quarantine/:id/retry',
  summary: 'Tries again what was put aside.',
  params: closed({ id: Uuid }),
  responses: { 200: Done },
});

export const ORGANISATION_KINDS = ['operator', 'institution', 'adviser', 'laboratory'] as const;

export const postOrganisation = defineRoute({
  ...write,
  path: '/operator/organisations',
  summary: 'Creates an organisation that owns staff accounts, for one territory.',
  body: closed({
    name: Type.String({ minLength: 2, maxLength: 120 }),
    kind: oneOf(ORGANISATION_KINDS),
    territory: nullable(TerritoryCode),
  }),
  responses: { 201: closed({ id: Uuid }) },
});

export const listOrganisations = defineRoute({
  ...read,
  path: '/operator/organisations',
  summary: 'Organisations with their kind, territory and number of accounts.',
  responses: {
    200: closed({
      organisations: Type.Array(
        closed({
          id: Uuid,
          name: Type.String(),
          kind: Type.String(),
          territory: nullable(Type.String()),
          accounts: Type.Integer(),
        }),
      ),
    }),
  },
});

export const postInvitation = defineRoute({
  ...write,
  path: '/operator/invitations',
  summary: 'A single-use link for one member of staff. Its code is shown once and kept only as a hash.',
  body: closed({ organisation: Uuid, days: Type.Integer({ minimum: 1, maximum: 60, default: 14 }) }),
  responses: { 201: closed({ code: Type.String(), path: Type.String(), expiresAt: Instant }) },
});

export const postCards = defineRoute({
  method: 'POST',
  path: '/adviser/cards',
  summary: 'Cards for young people: code (also as QR by the page), age band; each serves once. Shown once.',
  scope: 'organisation',
  roles: ['adviser', 'operator'],
  mutation: 'key',
  body: closed({
    n: Type.Integer({ minimum: 1, maximum: 500 }),
    ageBand: AgeBand,
    territory: Type.Optional(TerritoryCode),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365, default: 60 })),
  }),
  responses: { 201: closed({ cards: Type.Array(closed({ code: Type.String(), expiresAt: Instant })) }) },
});
