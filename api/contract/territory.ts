import { Type } from '@sinclair/typebox';
import { Instant, nullable, Week } from './common.ts';
import { ARROW, closed, defineRoute } from './route.ts';

const territory = { method: 'GET', scope: 'territory', roles: ['institution'] } as const;

const Share = closed({
  key: Type.String(),
  label: Type.String(),
  /** Offers open at the instant of the portrait, in the territory. */
  n: Type.Integer(),
  /** The same 28 days before. */
  before: Type.Integer(),
  /** Per 1000 open offers: here and in the reference territory; null without a reference or without offers. */
  perThousand: nullable(Type.Number()),
  referencePerThousand: nullable(Type.Number()),
});

export const getPortrait = defineRoute({
  ...territory,
  path: '/territory/portrait',
  summary:
    'The territory without any player: open offers by trade, contract, source, precision, age; beginners; deserts.',
  responses: {
    200: closed({
      territory: closed({ code: Type.String(), name: Type.String(), invented: Type.Boolean() }),
      reference: nullable(closed({ code: Type.String(), name: Type.String() })),
      at: Instant,
      open: closed({ n: Type.Integer(), before: Type.Integer() }),
      byTrade: Type.Array(Share),
      byContract: Type.Array(Share),
      bySource: Type.Array(Share),
      byPrecision: Type.Array(Share),
      byAge: Type.Array(Share),
      /** Offers seen only in a window: in no feed. */
      windowOnly: Share,
      beginners: Share,
      communes: Type.Array(closed({ code: Type.String(), name: Type.String(), n: Type.Integer() })),
      withoutOffers: Type.Array(closed({ code: Type.String(), name: Type.String() })),
    }),
  },
});

export const getWeeks = defineRoute({
  ...territory,
  path: '/territory/weeks',
  summary: 'The published weeks of the territory and the tables of each.',
  responses: {
    200: closed({
      weeks: Type.Array(closed({ week: Week, publishedAt: Instant, tables: Type.Array(Type.String()) })),
    }),
  },
});

const params = closed({ week: Week, table: Type.String({ pattern: '^[a-z][a-z0-9_]{0,40}$' }) });

export const getPublished = defineRoute({
  ...territory,
  path: '/territory/:week/:table',
  summary: 'One published table: masked is null with how many more participants are needed, never 0.',
  params,
  responses: {
    200: closed({
      week: Week,
      table: Type.String(),
      publishedAt: Instant,
      rows: Type.Array(
        closed({
          key: Type.String(),
          measure: Type.String(),
          value: nullable(Type.Number()),
          n: nullable(Type.Integer()),
          low: nullable(Type.Number()),
          high: nullable(Type.Number()),
          masked: Type.Boolean(),
          missing: nullable(Type.Integer()),
        }),
      ),
    }),
  },
});

export const publishedArrow = defineRoute({
  ...territory,
  path: '/territory/:week/:table/arrow',
  summary: 'The same published table as Arrow.',
  params,
  responses: { 200: ARROW },
});
