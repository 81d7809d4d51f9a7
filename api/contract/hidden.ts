import { Type } from '@sinclair/typebox';
import { Day, Done, nullable, oneOf, Uuid } from './common.ts';
import { closed, defineRoute } from './route.ts';

const params = closed({ id: Uuid });

export const hideOffer = defineRoute({
  method: 'POST',
  path: '/offers/:id/hide',
  summary:
    'A shop’s word, without account: an offer that came from a photo is hidden at once, and a reviewer looks within 48 h.',
  scope: 'public',
  roles: 'anyone',
  mutation: 'session',
  params,
  responses: { 200: Done },
});

export const listHidden = defineRoute({
  method: 'GET',
  path: '/review/hidden',
  summary: 'Offers of the territory that someone asked to hide and nobody looked at yet, oldest first.',
  scope: 'territory',
  roles: ['adviser', 'operator'],
  responses: {
    200: closed({
      hidden: Type.Array(
        closed({ id: Uuid, title: Type.String(), employer: nullable(Type.String()), askedOn: Day }),
      ),
    }),
  },
});

export const answerHidden = defineRoute({
  method: 'POST',
  path: '/review/hidden/:id',
  summary: '`keep`: it stays hidden, also when it is photographed again; `restore`: it was not the shop.',
  scope: 'territory',
  roles: ['adviser', 'operator'],
  mutation: 'key',
  params,
  body: closed({ decision: oneOf(['keep', 'restore'] as const) }),
  responses: { 200: Done },
});
