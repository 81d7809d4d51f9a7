import { Type } from '@sinclair/typebox';
import { nullable, TerritoryCode } from './common.ts';
import { closed, defineRoute } from './route.ts';

/** GeoJSON features of a stored street plan: `kind` is `street`, `building`, `water`, `green`, `rail`, `commune`… */
export const getBaseMap = defineRoute({
  method: 'GET',
  path: '/map/base',
  summary: "A territory's street plan as GeoJSON; empty where the instance has none.",
  scope: 'public',
  roles: 'anyone',
  query: closed({ territory: TerritoryCode }),
  responses: {
    200: closed({
      type: Type.Literal('FeatureCollection'),
      features: Type.Array(
        Type.Object({
          type: Type.Literal('Feature'),
          geometry: Type.Object({ type: Type.String(), coordinates: Type.Array(Type.Unknown()) }),
          properties: Type.Object({ kind: Type.String(), name: Type.Optional(nullable(Type.String())) }),
        }),
      ),
      licence: nullable(Type.String()),
      attribution: nullable(Type.String()),
      /** To be shown on every picture of it; null for a real territory. */
      notice: nullable(Type.String()),
      /** Where a new player's walk begins in an invented town, WGS84 degrees: a street corner. */
      start: nullable(closed({ lat: Type.Number(), lng: Type.Number() })),
    }),
  },
});
