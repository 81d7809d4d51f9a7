import type { Kysely } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';

/** Which offers `listOffers` gives; an absent field does not filter. */
export type OfferFilter = {
  readonly source?: string | undefined;
  readonly state?: 'open' | 'withdrawn' | 'expired' | undefined;
  readonly territory?: string | undefined;
  readonly commune?: string | undefined;
  readonly department?: string | undefined;
  readonly contract?: string | undefined;
  readonly precision?: string | undefined;
  readonly rome?: string | undefined;
  readonly beginner?: boolean | undefined;
  readonly flag?: string | undefined;
};

/** The columns of an offer that leave this room. No contact: those are in another table that is never listed. */
const COLUMNS = [
  'id',
  'source',
  'external_id',
  'origin',
  'title',
  'description',
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
  'department',
  'territory',
  'url',
  'licence',
  'attribution',
  'retrieved_at',
  'created_at',
  'updated_at',
  'state',
  'flags',
  'duplicate_of',
] as const;

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
