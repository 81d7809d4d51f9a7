import type { Cell, CommuneCode, OfferId } from './ids.ts';

/** How well an offer's place is known, finest first. Only the first three are ever a pin on the map. */
export const PRECISIONS = [
  'door',
  'street',
  'photo',
  'commune',
  'postcode',
  'department',
  'region',
  'none',
] as const;
export type Precision = (typeof PRECISIONS)[number];

/** Contract kinds as the interface names them. */
export const CONTRACTS = [
  'cdi',
  'cdd',
  'interim',
  'apprenticeship',
  'internship',
  'civic-service',
  'training',
  'other',
] as const;
export type Contract = (typeof CONTRACTS)[number];

/** What kind of undertaking it is, whatever its contract: a volunteer's mission or a self-employed status is no job. */
export const KINDS = [
  'job',
  'apprenticeship',
  'internship',
  'civic-service',
  'volunteering',
  'self-employed',
] as const;
export type Kind = (typeof KINDS)[number];

/** What an offer asks of experience, of a driving licence or of a vehicle. */
export const EXPERIENCES = ['beginner', 'wished', 'required'] as const;
export type Experience = (typeof EXPERIENCES)[number];
export const DEMANDS = ['wished', 'required'] as const;
export type Demand = (typeof DEMANDS)[number];

export const REMOTES = ['none', 'partial', 'full'] as const;
export type Remote = (typeof REMOTES)[number];

export const SALARY_UNITS = ['hour', 'day', 'month', 'year', 'other'] as const;
export type SalaryUnit = (typeof SALARY_UNITS)[number];

export const DURATION_UNITS = ['day', 'week', 'month'] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

/** Whose date the date of publication is: stated by the source, or the day the offer was first seen here. */
export const PUBLISHED_FROM = ['source', 'first-seen', 'photo'] as const;
export type PublishedFrom = (typeof PUBLISHED_FROM)[number];

/** Where an offer came from: a public service's feed, a partner's feed, a photographed window, a recruiter. */
export const ORIGINS = ['public', 'partner', 'photo', 'recruiter'] as const;
export type Origin = (typeof ORIGINS)[number];

/** One open or closed offer as everyone may see it: no contact, no person. */
export type Offer = {
  id: OfferId;
  origin: Origin;
  source: string;
  title: string;
  description: string | null;
  employer: string | null;
  contract: Contract;
  /** ROME 4.0 code of the trade, null when not known. */
  rome: string | null;
  tradeLabel: string | null;
  hours: string | null;
  salary: string | null;
  /** Open to beginners: true, false, or null when the source does not say. */
  beginner: boolean | null;
  precision: Precision;
  /** WGS84 degrees of the workplace or of the commune's point; null without one. Never a person's place. */
  lat: number | null;
  lng: number | null;
  /** Resolution 10, the fog's unit; only for pins. */
  cell: Cell | null;
  placeLabel: string | null;
  commune: CommuneCode | null;
  department: string | null;
  territory: string | null;
  url: string | null;
  licence: string;
  attribution: string;
  retrievedAt: string;
  createdAt: string;
  updatedAt: string;
  state: 'open' | 'withdrawn' | 'expired';
};

const PINS: readonly Precision[] = ['door', 'street', 'photo'];

/** A pin waits for its own cell; anything coarser is part of its commune's pile. */
export const isPin = (precision: Precision): boolean => PINS.includes(precision);

/** A public service's offer is readable by all from the first minute; its text is never behind a key. */
export const isOpenToAll = (origin: Origin): boolean => origin === 'public' || origin === 'partner';
