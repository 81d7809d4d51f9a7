import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { ACCURACIES } from '../../game/scenario.ts';
import { Day, H3, Instant, nullable, oneOf, Precision, TerritoryCode, Uuid } from './common.ts';
import { OfferLine } from './offers.ts';
import { closed, defineRoute } from './route.ts';

/** A stay of the phone in one cell. Inside the home zone the cell is null and `home` true. */
export const Dwell = closed({
  /** Resolution 11, null at home. */
  cell: nullable(Type.String({ maxLength: 16 })),
  home: Type.Boolean(),
  firstAt: Type.String({ maxLength: 40 }),
  lastAt: Type.String({ maxLength: 40 }),
  /** Positions behind the dwell. */
  n: Type.Integer({ minimum: 1, maximum: 100_000 }),
  accuracy: oneOf(ACCURACIES),
});

export const postBatch = defineRoute({
  method: 'POST',
  path: '/play/batches',
  summary:
    'Dwells of a play session. Repeating (device, seq) with the same body gives the same answer; another body is 409.',
  scope: 'own',
  roles: ['player'],
  mutation: 'batch',
  body: closed({
    device: Uuid,
    seq: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    sentAt: Instant,
    dwells: Type.Array(Dwell, { minItems: 1, maxItems: 1000 }),
  }),
  responses: {
    202: closed({
      accepted: Type.Integer(),
      /** Rows kept aside, with where and why; the rows beside them are kept. */
      refused: Type.Array(
        closed({ row: Type.Integer(), field: Type.String(), code: Type.String(), remedy: Type.String() }),
      ),
    }),
  },
});
export type BatchBody = Static<typeof postBatch.body>;
export type BatchAnswer = Static<(typeof postBatch.responses)[202]>;

export const getFog = defineRoute({
  method: 'GET',
  path: '/play/fog',
  summary: 'The cells (resolution 10) this player has cleared, by day.',
  scope: 'own',
  roles: ['player'],
  responses: {
    200: closed({
      cells: Type.Array(closed({ cell: H3, day: Day })),
      /** Batches received and not settled yet: ask again while above 0. */
      waiting: Type.Integer(),
      /** Dwells of the last 72 h that cleared nothing, by reason. */
      refused: Type.Array(closed({ reason: Type.String(), n: Type.Integer() })),
    }),
  },
});

export const getPoints = defineRoute({
  method: 'GET',
  path: '/play/points',
  summary: 'The ledger: every line with its reason, the total, the keys.',
  scope: 'own',
  roles: ['player'],
  responses: {
    200: closed({
      total: Type.Integer(),
      keys: closed({ earned: Type.Integer(), used: Type.Integer(), free: Type.Integer() }),
      /** Points until the next key. */
      nextKeyIn: Type.Integer(),
      /** Newest first, at most 200; lines of one rule and day are one line. */
      lines: Type.Array(
        closed({
          day: Day,
          rule: Type.String(),
          n: Type.Integer(),
          points: Type.Integer(),
          scenario: Type.String(),
        }),
      ),
    }),
  },
});

const Pin = closed({
  offer: OfferLine,
  /** Resolution 10: the fog's unit, the pin's place on the map. */
  cell: H3,
  /** The exact door and the finder's tip, once a key opened them (always for a public offer known to the door). */
  door: nullable(
    closed({
      lat: Type.Number(),
      lng: Type.Number(),
      label: nullable(Type.String()),
      tip: nullable(Type.String()),
    }),
  ),
  /** True where a key can open the door. */
  keyOpens: Type.Boolean(),
});

const Pile = closed({
  commune: Type.String(),
  name: Type.String(),
  lat: nullable(Type.Number()),
  lng: nullable(Type.Number()),
  total: Type.Integer(),
  /** The offers this player has opened by clearing the commune. */
  opened: Type.Array(OfferLine),
  /** Cells to clear until the next one opens; null when all are open. */
  nextIn: nullable(Type.Integer()),
});

export const getDiscoveries = defineRoute({
  method: 'GET',
  path: '/play/discoveries',
  summary: '« Mes découvertes »: the pins and the opened piles of this player, same ids as the map.',
  scope: 'own',
  roles: ['player'],
  responses: { 200: closed({ pins: Type.Array(Pin), piles: Type.Array(Pile) }) },
});

export const getMap = defineRoute({
  method: 'GET',
  path: '/play/map',
  summary: 'The map of a territory for this player: pins of cleared cells, counts under the clouds, piles.',
  scope: 'own',
  roles: ['player'],
  query: closed({ territory: Type.Optional(TerritoryCode) }),
  responses: {
    200: closed({
      pins: Type.Array(
        closed({
          offer: Uuid,
          cell: H3,
          title: Type.String(),
          precision: Precision,
          keyOpens: Type.Boolean(),
        }),
      ),
      /** How many pins wait under clouds in each fixed tile (resolution 8); never which. */
      hidden: Type.Array(closed({ tile: H3, n: Type.Integer() })),
      piles: Type.Array(
        closed({
          commune: Type.String(),
          name: Type.String(),
          lat: nullable(Type.Number()),
          lng: nullable(Type.Number()),
          total: Type.Integer(),
          opened: Type.Array(Uuid),
        }),
      ),
    }),
  },
});
