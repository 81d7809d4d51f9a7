import type { Kysely } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import { OFFER_FIELDS } from './fields.ts';

/** Which offers `listOffers` gives; an absent field does not filter. */
export type OfferFilter = {
  readonly source?: string | undefined;
  readonly state?: 'open' | 'withdrawn' | 'expired' | 'held' | undefined;
  readonly territory?: string | undefined;
  readonly commune?: string | undefined;
  readonly department?: string | undefined;
  readonly contract?: string | undefined;
  readonly precision?: string | undefined;
  readonly rome?: string | undefined;
  readonly kind?: string | undefined;
  readonly beginner?: boolean | undefined;
  readonly flag?: string | undefined;
};

/** The columns of an offer that leave this room, all described in docs/offers.md. No contact: those are never listed. */
const COLUMNS = Object.keys(OFFER_FIELDS) as (keyof typeof OFFER_FIELDS)[];

/** Offers with their licence and attribution, newest first by the source's own date, then by id. */
export const listOffers = (db: Kysely<Tables>, filter: OfferFilter, limit: number | null) => {
  let query = db.selectFrom('offers.offers').select(COLUMNS);
  for (const column of [
    'source',
    'state',
    'territory',
    'commune',
    'department',
    'contract',
    'precision',
    'rome',
    'kind',
    'beginner',
  ] as const) {
    const wanted = filter[column];
    if (wanted !== undefined) query = query.where(column, '=', wanted as never);
  }
  if (filter.flag !== undefined)
    query = query.where((eb) => eb(eb.val(filter.flag), '=', eb.fn.any('flags')));
  query = query.orderBy('updated_at', 'desc').orderBy('id');
  return (limit === null ? query : query.limit(limit)).execute();
};
