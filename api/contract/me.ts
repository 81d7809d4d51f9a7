import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { AgeBand, Done, Instant, nullable, oneOf, Territory, Uuid } from './common.ts';
import { Dwell } from './play.ts';
import { closed, defineRoute, ROLES } from './route.ts';

export const PURPOSES = ['play_position', 'research', 'share_adviser'] as const;
export type Purpose = (typeof PURPOSES)[number];

export const Consent = closed({
  purpose: oneOf(PURPOSES),
  given: Type.Boolean(),
  /** Version of the sentence that was read; null while never answered. */
  textVersion: nullable(Type.String()),
  at: nullable(Instant),
});

export const Me = closed({
  role: oneOf(ROLES),
  nickname: Type.String(),
  organisation: nullable(closed({ id: Uuid, name: Type.String(), kind: Type.String() })),
  territory: nullable(Territory),
  /** The player's, else null. */
  ageBand: nullable(AgeBand),
  consents: Type.Array(Consent),
  points: Type.Integer(),
  keys: closed({ earned: Type.Integer(), used: Type.Integer(), free: Type.Integer() }),
  demo: Type.Boolean(),
});

export const getMe = defineRoute({
  method: 'GET',
  path: '/me',
  summary: 'The person of the session.',
  scope: 'own',
  roles: ROLES,
  responses: { 200: Me },
});

export const putConsent = defineRoute({
  method: 'PUT',
  path: '/me/consents',
  summary:
    'Gives or withdraws one consent. Off until given; a withdrawal reaches every table, file and export.',
  scope: 'own',
  roles: ['player'],
  mutation: 'key',
  body: closed({
    purpose: oneOf(PURPOSES),
    given: Type.Boolean(),
    textVersion: Type.String({ minLength: 1, maxLength: 32 }),
  }),
  responses: { 200: closed({ consents: Type.Array(Consent) }) },
});

export const deleteMe = defineRoute({
  method: 'DELETE',
  path: '/me',
  summary:
    'Erases the person: rows at once, files by the next run. Later requests of this session answer 410.',
  scope: 'own',
  roles: ROLES,
  mutation: 'session',
  responses: { 200: Done },
});

/** A person's own logger file, made into dwells where it was read: no coordinate, no cell of the home zone. */
export const postLogger = defineRoute({
  method: 'POST',
  path: '/me/logger',
  summary:
    'Dwells of the person’s own logger file into the study, under research consent. The same key and body have the same answer.',
  scope: 'own',
  roles: ['player'],
  mutation: 'key',
  body: closed({
    dwells: Type.Array(Dwell, { minItems: 1, maxItems: 2000 }),
    /** Radius of gyration per ISO week, home counted at the middle of its zone; kilometres. */
    weeks: Type.Array(
      closed({
        week: Type.String({ pattern: '^\\d{4}-W\\d{2}$' }),
        rgKm: Type.Number({ minimum: 0, maximum: 20_039 }),
      }),
      { maxItems: 600 },
    ),
  }),
  responses: {
    200: closed({
      accepted: Type.Integer(),
      refused: Type.Array(
        closed({ row: Type.Integer(), field: Type.String(), code: Type.String(), remedy: Type.String() }),
      ),
    }),
  },
});
export type LoggerBody = Static<typeof postLogger.body>;
export type LoggerAnswer = Static<(typeof postLogger.responses)[200]>;

/** Everything held about the person, part by part, rows of the study's files included; columns as stored. */
export const exportMe = defineRoute({
  method: 'GET',
  path: '/me/export',
  summary: 'Everything this instance holds about the person of the session.',
  scope: 'own',
  roles: ROLES,
  responses: {
    200: closed({
      exportedAt: Instant,
      readme: Type.String(),
      tables: Type.Array(
        closed({
          table: Type.String(),
          /** What the part is, for the person. */
          about: Type.String(),
          /** False where only the first rows are given. */
          complete: Type.Boolean(),
          rows: Type.Array(Type.Record(Type.String(), Type.Unknown())),
        }),
      ),
    }),
  },
});
