import { Type } from '@sinclair/typebox';
import { nullable, Territory } from './common.ts';
import { closed, defineRoute } from './route.ts';

/** What a visitor may know before entering. */
export const getInstance = defineRoute({
  method: 'GET',
  path: '/instance',
  summary: 'What this instance is: demo or real, its territories, how one may enter.',
  scope: 'public',
  roles: 'anyone',
  responses: {
    200: closed({
      demo: Type.Boolean(),
      /** True when every territory is a generated town. */
      invented: Type.Boolean(),
      /** To be shown on every screen of an invented town; null on a real instance. */
      disclaimer: nullable(Type.String()),
      aloneAllowed: Type.Boolean(),
      territories: Type.Array(Territory),
      /** Background of the map: the stored street plan, a PMTiles file of this instance, or a configured style. */
      map: closed({
        kind: Type.Union([Type.Literal('plan'), Type.Literal('pmtiles'), Type.Literal('style')]),
        url: nullable(Type.String()),
      }),
      version: Type.String(),
    }),
  },
});
