import { Type } from '@sinclair/typebox';
import { Done, Instant, nullable, oneOf, Uuid } from './common.ts';
import { closed, defineRoute } from './route.ts';

/** Lists of pairs: to decide, merged by the machine or a person, posted again, parted by a person. */
export const MERGE_LISTS = ['review', 'merged', 'repost', 'undone'] as const;

const side = closed({
  id: Uuid,
  source: Type.String(),
  title: Type.String(),
  employer: nullable(Type.String()),
  place: nullable(Type.String()),
  url: nullable(Type.String()),
  /** Hidden behind another offer now. */
  hidden: Type.Boolean(),
});

export const MergeLine = closed({
  id: Uuid,
  relation: oneOf(['duplicate', 'review', 'repost'] as const),
  decision: nullable(oneOf(['accepted', 'undone'] as const)),
  /** 0-1. */
  probability: Type.Number(),
  /** Why: each feature with the level it reached and its weight in bits (above 0 speaks for one offer). */
  evidence: Type.Array(closed({ feature: Type.String(), level: Type.String(), bits: Type.Number() })),
  foundAt: Instant,
  one: side,
  two: side,
});

export const listMerges = defineRoute({
  method: 'GET',
  path: '/operator/merges',
  summary: 'Pairs of offers that are or may be one, with the reasons; the most certain first.',
  scope: 'instance',
  roles: ['operator'],
  query: closed({
    list: Type.Optional(oneOf(MERGE_LISTS)),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
  }),
  responses: { 200: closed({ merges: Type.Array(MergeLine) }) },
});

export const decideMerge = defineRoute({
  method: 'POST',
  path: '/operator/merges/:id',
  summary:
    'A person’s word: `accepted`, it is one offer; `undone`, it is two. It holds against later findings.',
  scope: 'instance',
  roles: ['operator'],
  mutation: 'key',
  params: closed({ id: Uuid }),
  body: closed({ decision: oneOf(['accepted', 'undone'] as const) }),
  responses: { 200: Done },
});
