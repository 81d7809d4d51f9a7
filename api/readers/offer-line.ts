import type { Selectable } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import { isOpenToAll } from '../../game/offer.ts';
import type { Contract } from '../../game/offer.ts';
import type { OfferLine } from '../contract/offers.ts';
import type { CommuneNames } from './communes.ts';

export type OfferRow = Pick<Selectable<Tables['offers.offers']>, (typeof OFFER_COLUMNS)[number]> & {
  source_name: string;
};

/** What a line is made of; never a contact. */
export const OFFER_COLUMNS = [
  'id',
  'origin',
  'source',
  'title',
  'employer',
  'contract',
  'rome',
  'trade_label',
  'hours',
  'salary',
  'beginner',
  'precision',
  'lat',
  'lng',
  'cell',
  'place_label',
  'commune',
  'territory',
  'licence',
  'attribution',
  'retrieved_at',
  'created_at',
] as const;

/** An offer as all may read it: the exact door of a photo or recruiter offer is left out. */
export const offerLine = (row: OfferRow, nameOf: CommuneNames): OfferLine => {
  const open = isOpenToAll(row.origin);
  return {
    id: row.id,
    origin: row.origin,
    source: row.source,
    sourceName: row.source_name,
    title: row.title,
    employer: row.employer,
    contract: row.contract as Contract,
    rome: row.rome,
    tradeLabel: row.trade_label,
    hours: row.hours,
    salary: row.salary,
    beginner: row.beginner,
    precision: row.precision,
    lat: open ? row.lat : null,
    lng: open ? row.lng : null,
    placeLabel: open ? row.place_label : null,
    commune: row.commune,
    communeName: row.commune === null ? null : nameOf(row.commune),
    territory: row.territory,
    licence: row.licence,
    attribution: row.attribution,
    retrievedAt: row.retrieved_at.toISOString(),
    createdAt: row.created_at.toISOString(),
  };
};
