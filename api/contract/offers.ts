import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import {
  CommuneCode,
  Contract,
  Day,
  Demand,
  DurationUnit,
  Experience,
  Instant,
  Kind,
  nullable,
  Origin,
  Precision,
  PublishedFrom,
  Remote,
  SalaryUnit,
  TerritoryCode,
  Uuid,
} from './common.ts';
import { ARROW, closed, defineRoute } from './route.ts';

/** What an offer says beyond its text; null is "not said", never "no". `docs/offers.md` says what each means. */
const facts = {
  kind: nullable(Kind),
  duration: nullable(Type.Integer()),
  durationUnit: nullable(DurationUnit),
  salaryMin: nullable(Type.Number()),
  salaryMax: nullable(Type.Number()),
  salaryUnit: nullable(SalaryUnit),
  weeklyHours: nullable(Type.Number()),
  partTime: nullable(Type.Boolean()),
  night: nullable(Type.Boolean()),
  sunday: nullable(Type.Boolean()),
  experience: nullable(Experience),
  experienceMonths: nullable(Type.Integer()),
  diplomaLevel: nullable(Type.Integer()),
  diploma: nullable(Demand),
  drivingLicence: nullable(Demand),
  vehicle: nullable(Demand),
  minors: nullable(Type.Boolean()),
  accessible: nullable(Type.Boolean()),
  remote: nullable(Remote),
  posts: nullable(Type.Integer()),
  startDate: nullable(Day),
  expiresAt: nullable(Instant),
  romeParent: nullable(Type.String()),
  /** 0-1 when the trade's code was inferred from the title; null when the source gave it. */
  romeScore: nullable(Type.Number()),
  publishedFrom: PublishedFrom,
};

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
  department: nullable(Type.String()),
  territory: nullable(Type.String()),
  licence: Type.String(),
  attribution: Type.String(),
  retrievedAt: Instant,
  createdAt: Instant,
  ...facts,
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
  kind: Type.Optional(Kind),
  /** True: neither the source nor the text asks for a driving licence or a vehicle. */
  noLicence: Type.Optional(Type.Boolean()),
  /** True: not closed to those of 16 and 17; `said` when it must be said to be open to them. */
  minors: Type.Optional(Type.Union([Type.Boolean(), Type.Literal('said')])),
  /** True: known to the door, street or window, so that the page can measure the walk; no position is ever sent. */
  placed: Type.Optional(Type.Boolean()),
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
    'The open offers as Arrow: what they are, where, and with each its source, licence, attribution and retrieved_at.',
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
