import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Done, Instant, oneOf, TerritoryCode, Uuid } from './common.ts';
import { closed, defineRoute } from './route.ts';

export const RALLY_STATES = ['open', 'full', 'expired', 'revoked'] as const;

/** A code for a poster, as the organisation that made it sees it. Who entered by it is not known. */
export const RallyCode = closed({
  id: Uuid,
  code: Type.String(),
  territory: TerritoryCode,
  maxUses: Type.Integer(),
  uses: Type.Integer(),
  expiresAt: Instant,
  createdAt: Instant,
  state: oneOf(RALLY_STATES),
});
export type RallyCode = Static<typeof RallyCode>;

const own = { scope: 'organisation', roles: ['adviser', 'institution'] } as const;

export const postRallyCode = defineRoute({
  ...own,
  method: 'POST',
  path: '/rallies/codes',
  summary: 'A rally code of this organisation: many enter with it, each with a nickname and an age band.',
  mutation: 'key',
  body: closed({
    maxUses: Type.Integer({ minimum: 1, maximum: 2000 }),
    days: Type.Integer({ minimum: 1, maximum: 90 }),
  }),
  responses: { 201: RallyCode },
});

export const listRallyCodes = defineRoute({
  ...own,
  method: 'GET',
  path: '/rallies/codes',
  summary: 'Rally codes of this organisation, newest first, with how many entered.',
  responses: { 200: closed({ codes: Type.Array(RallyCode) }) },
});

export const revokeRallyCode = defineRoute({
  ...own,
  method: 'POST',
  path: '/rallies/codes/:id/revoke',
  summary: 'Ends a rally code: nobody enters by it any more; who did stays.',
  mutation: 'key',
  params: closed({ id: Uuid }),
  responses: { 200: Done },
});

export const inviteJoker = defineRoute({
  method: 'POST',
  path: '/jokers/invitations',
  summary: 'A single-use link for one volunteer of this organisation, who may check photos and nothing else.',
  scope: 'organisation',
  roles: ['adviser', 'institution'],
  mutation: 'key',
  body: closed({ days: Type.Integer({ minimum: 1, maximum: 60 }) }),
  responses: { 201: closed({ code: Type.String(), path: Type.String(), expiresAt: Instant }) },
});
