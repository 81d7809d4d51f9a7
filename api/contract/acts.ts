import { Type } from '@sinclair/typebox';
import { ACTS, INTERACTIONS, OTHERS, OUTCOMES } from '../../game/acts.ts';
import { Done, Instant, nullable, oneOf, Uuid } from './common.ts';
import { closed, defineRoute } from './route.ts';

const own = { scope: 'own', roles: ['player'], mutation: 'key' } as const;
/** Points this write added to the ledger, 0 when the rule had paid already or its cap is reached. */
const Points = closed({ points: Type.Integer() });

export const postDiscovery = defineRoute({
  ...own,
  method: 'POST',
  path: '/play/discoveries',
  summary: 'Spends a key on one discovery: the exact door and the tip of a photo or recruiter offer. Once.',
  body: closed({ offer: Uuid }),
  responses: {
    200: closed({
      offer: Uuid,
      keys: closed({ earned: Type.Integer(), used: Type.Integer(), free: Type.Integer() }),
    }),
  },
});

export const postAct = defineRoute({
  ...own,
  method: 'POST',
  path: '/play/acts',
  summary:
    'An act under an offer: seen, opened, saved, « Je postule », « J’appelle », « J’y vais », « J’y suis allé·e ».',
  body: closed({ offer: Uuid, act: oneOf(ACTS), at: Type.Optional(Instant) }),
  responses: { 201: Points },
});

export const postOutcome = defineRoute({
  ...own,
  method: 'POST',
  path: '/play/outcomes',
  summary: 'How it went: met someone, come back, no, already filled, hired.',
  body: closed({ offer: nullable(Uuid), outcome: oneOf(OUTCOMES), at: Type.Optional(Instant) }),
  responses: { 201: Points },
});

export const postContact = defineRoute({
  ...own,
  method: 'POST',
  path: '/play/contact',
  summary: "« J'appelle »: the contact of an offer, served for this act; the act is recorded first.",
  body: closed({ offer: Uuid }),
  responses: { 200: closed({ phone: nullable(Type.String()), email: nullable(Type.String()) }) },
});

export const postInteraction = defineRoute({
  ...own,
  method: 'POST',
  path: '/play/interactions',
  summary:
    'A typed tie event, without text: offer passed on, question, meeting. A meeting waits for the other side.',
  body: closed({
    kind: oneOf(INTERACTIONS),
    otherKind: oneOf(OTHERS),
    /** The code the other person's screen shows (`GET /play/code`), which carries no identity; or the offer's employer. */
    other: Type.String({ minLength: 1, maxLength: 64 }),
    offer: nullable(Uuid),
    at: Type.Optional(Instant),
  }),
  responses: { 201: closed({ id: Uuid, confirmed: Type.Boolean(), points: Type.Integer() }) },
});

export const getCode = defineRoute({
  method: 'GET',
  path: '/play/code',
  summary:
    'The code this person shows to be met or passed an offer: random, changes every hour, no identity.',
  scope: 'own',
  roles: ['player', 'adviser'],
  responses: { 200: closed({ code: Type.String(), until: Instant }) },
});

export const getMeetings = defineRoute({
  method: 'GET',
  path: '/play/meetings',
  summary: 'Meetings that wait for this person to confirm them.',
  scope: 'own',
  roles: ['player', 'adviser'],
  responses: {
    200: closed({ meetings: Type.Array(closed({ id: Uuid, at: Instant, otherKind: oneOf(OTHERS) })) }),
  },
});

export const confirmMeeting = defineRoute({
  method: 'POST',
  path: '/play/meetings/:id/confirm',
  summary: 'The other side says that the meeting took place; only then it counts for both.',
  scope: 'own',
  roles: ['player', 'adviser'],
  mutation: 'key',
  params: closed({ id: Uuid }),
  responses: { 200: Done },
});

export const getNotebook = defineRoute({
  method: 'GET',
  path: '/play/notebook',
  summary: '« Mes démarches »: the acts and outcomes of this player, newest first.',
  scope: 'own',
  roles: ['player'],
  responses: {
    200: closed({
      lines: Type.Array(
        closed({
          id: Uuid,
          at: Instant,
          offer: nullable(Uuid),
          title: nullable(Type.String()),
          act: nullable(oneOf(ACTS)),
          outcome: nullable(oneOf(OUTCOMES)),
        }),
      ),
    }),
  },
});
