import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import {
  CommuneCode,
  Contract,
  Instant,
  nullable,
  Origin,
  Precision,
  TerritoryCode,
  Uuid,
} from './common.ts';
import { ARROW, closed, defineRoute } from './route.ts';

/**
 * An offer as everyone may read it: no contact, no person. For a photo or recruiter offer `lat`, `lng` and
 * `placeLabel` are null here: its exact door is a discovery.
 */
export const OfferLine = closed({
  id: Uuid,
  origin: Origin,
  source: Type.String(),
  sourceName: Type.String(),
  title: Type.String(),
  employer: nullable(Type.String()),
  contract: Contract,
  rome: nullable(Type.String()),
  tradeLabel: nullable(Type.String()),
  hours: nullable(Type.String()),
  salary: nullable(Type.String()),
  beginner: nullable(Type.Boolean()),
  precision: Precision,
  lat: nullable(Type.Number()),
  lng: nullable(Type.Number()),
  placeLabel: nullable(Type.String()),
  commune: nullable(Type.String()),
  communeName: nullable(Type.String()),
  territory: nullable(Type.String()),
  licence: Type.String(),
  attribution: Type.String(),
  retrievedAt: Instant,
  createdAt: Instant,
});
export type OfferLine = Static<typeof OfferLine>;

export const OfferPage = closed({
  ...OfferLine.properties,
  description: nullable(Type.String()),
  /** The source's own page, for « Je postule ». */
  url: nullable(Type.String()),
  state: Type.Union([Type.Literal('open'), Type.Literal('withdrawn'), Type.Literal('expired')]),
  /** Whether a contact exists; it is served once, on tap, by `POST /play/contact`. */
  hasContact: Type.Boolean(),
  updatedAt: Instant,
});
export type OfferPage = Static<typeof OfferPage>;

const filters = {
  territory: Type.Optional(TerritoryCode),
  commune: Type.Optional(CommuneCode),
  contract: Type.Optional(Contract),
  /** First letters of a ROME code (`D`, `D11`, `D1106`). */
  trade: Type.Optional(Type.String({ pattern: '^[A-Za-z][0-9]{0,4}$' })),
  origin: Type.Optional(Origin),
  /** Words of the title, employer or trade. */
  q: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
  beginner: Type.Optional(Type.Boolean()),
};

export const searchOffers = defineRoute({
  method: 'GET',
  path: '/offers',
  summary: '« Offres »: everything open to all, without account, points or location.',
  scope: 'public',
  roles: 'anyone',
  query: closed({
    ...filters,
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 1 })),
    size: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  }),
  responses: {
    200: closed({
      offers: Type.Array(OfferLine),
      total: Type.Integer(),
      page: Type.Integer(),
      size: Type.Integer(),
    }),
  },
});

export const offersArrow = defineRoute({
  method: 'GET',
  path: '/offers.arrow',
  summary:
    'The open offers as Arrow: id, title, employer, contract, rome, origin, precision, commune, lat, lng, created_at.',
  scope: 'public',
  roles: 'anyone',
  query: closed(filters),
  responses: { 200: ARROW },
});

export const getOffer = defineRoute({
  method: 'GET',
  path: '/offers/:id',
  summary: 'One offer with its text, source, licence and date of retrieval.',
  scope: 'public',
  roles: 'anyone',
  params: closed({ id: Uuid }),
  responses: { 200: OfferPage },
});
