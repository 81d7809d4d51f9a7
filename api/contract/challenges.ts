import { Type } from '@sinclair/typebox';
import { OTHERS } from '../../game/acts.ts';
import { PROOF_REFUSALS } from '../../game/challenge.ts';
import { H3, Instant, nullable, oneOf } from './common.ts';
import { closed, defineRoute } from './route.ts';

const Said = closed({ fr: Type.String(), en: Type.String() });

export const Challenge = closed({
  path: Type.String(),
  id: Type.String(),
  title: Said,
  text: Said,
  /** Clouds (resolution 10) where it is. */
  cells: Type.Array(H3),
  from: Instant,
  until: Instant,
  kind: oneOf(['be_there', 'photo', 'code', 'meeting'] as const),
  /** How long to stay, of `be_there`. */
  seconds: nullable(Type.Integer()),
  /** Whom to meet, of `meeting`. */
  with: nullable(oneOf(OTHERS)),
  points: Type.Integer(),
  state: oneOf(['early', 'open', 'over', 'done'] as const),
});

export const listChallenges = defineRoute({
  method: 'GET',
  path: '/play/challenges',
  summary:
    'Challenges this player has discovered: a cloud above them is cleared and what comes before is done.',
  scope: 'own',
  roles: ['player'],
  responses: {
    200: closed({
      paths: Type.Array(
        closed({
          id: Type.String(),
          title: Said,
          total: Type.Integer(),
          done: Type.Integer(),
          challenges: Type.Array(Challenge),
        }),
      ),
    }),
  },
});

export const proveChallenge = defineRoute({
  method: 'POST',
  path: '/play/challenges/:path/:id/proof',
  summary:
    'Looks whether what this player did proves the challenge: stays and photos sent before, meetings both confirmed, or the code of its host.',
  scope: 'own',
  roles: ['player'],
  mutation: 'key',
  params: closed({ path: Type.String({ maxLength: 40 }), id: Type.String({ maxLength: 40 }) }),
  body: closed({ code: Type.Optional(Type.String({ maxLength: 60 })) }),
  responses: {
    200: closed({
      /** `done` when it is proved now; else why not. */
      result: oneOf(['proved', ...PROOF_REFUSALS] as const),
      points: Type.Integer(),
    }),
  },
});
