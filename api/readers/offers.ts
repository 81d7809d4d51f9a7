import { sql } from 'kysely';
import type { ExpressionBuilder, Kysely, SqlBool, Expression } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Contract } from '../../game/offer.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { QueryOf } from '../contract/route.ts';
import type { OfferLine, offersArrow, OfferPage, searchOffers } from '../contract/offers.ts';
import type { CommuneNames } from './communes.ts';
import { OFFER_COLUMNS, offerLine } from './offer-line.ts';

type Filters = QueryOf<typeof offersArrow>;
type Page = { offers: OfferLine[]; total: number; page: number; size: number };

const ACCENTS = 'àâäçéèêëîïôöùûü';
const PLAIN = 'aaaceeeeiioouuu';
const plain = (text: string): string =>
  text.toLowerCase().replaceAll(/[àâäçéèêëîïôöùûü]/g, (letter) => PLAIN[ACCENTS.indexOf(letter)] ?? letter);

/** Every word must be somewhere; `%` and `_` are letters like others. */
const hasWords = (q: string): Expression<SqlBool>[] =>
  plain(q)
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => {
      const pattern = `%${word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
      return sql<boolean>`translate(lower(concat_ws(' ', o.title, o.employer, o.trade_label, o.place_label)),
        ${ACCENTS}, ${PLAIN}) LIKE ${pattern}`;
    });

const matching =
  (filters: Filters) =>
  (eb: ExpressionBuilder<Tables & { o: Tables['offers.offers'] }, 'o'>): Expression<SqlBool> => {
    const all: Expression<SqlBool>[] = [eb('o.state', '=', 'open')];
    // an offer known to its department or region alone is listed in every territory it may lie in
    if (filters.territory !== undefined)
      all.push(
        eb.or([
          eb('o.territory', '=', filters.territory),
          eb.and([
            sql<boolean>`o.around <> '{}'`,
            sql<boolean>`o.around @> ARRAY[${filters.territory}]::text[]`,
          ]),
        ]),
      );
    if (filters.commune !== undefined) all.push(eb('o.commune', '=', filters.commune));
    if (filters.contract !== undefined) all.push(eb('o.contract', '=', filters.contract));
    if (filters.trade !== undefined) {
      const code = `${filters.trade.toUpperCase()}%`;
      all.push(eb.or([eb('o.rome', 'like', code), eb('o.rome_parent', 'like', code)]));
    }
    if (filters.kind !== undefined) all.push(eb('o.kind', '=', filters.kind));
    if (filters.noLicence === true)
      all.push(eb('o.driving_licence', 'is', null), eb('o.vehicle', 'is', null));
    if (filters.minors === true) all.push(sql<boolean>`o.minors IS DISTINCT FROM false`);
    if (filters.minors === 'said' || filters.minors === false)
      all.push(eb('o.minors', '=', filters.minors === 'said'));
    if (filters.placed === true) all.push(eb('o.precision', 'in', ['door', 'street', 'photo']));
    if (filters.origin !== undefined) all.push(eb('o.origin', '=', filters.origin));
    if (filters.beginner !== undefined) all.push(eb('o.beginner', '=', filters.beginner));
    return eb.and([...all, ...hasWords(filters.q ?? '')]);
  };

const lines = (db: Kysely<Tables>) =>
  db
    .selectFrom('offers.offers as o')
    .innerJoin('offers.sources as s', 's.id', 'o.source')
    .select(OFFER_COLUMNS.map((column) => `o.${column}` as const))
    .select('s.name as source_name');

/** One page of the open offers that match, newest first. */
export const findOffers = async (
  db: Kysely<Tables>,
  nameOf: CommuneNames,
  query: QueryOf<typeof searchOffers>,
): Promise<Page> => {
  const { page = 1, size = 20 } = query;
  const rows = await lines(db)
    .where(matching(query))
    .orderBy('o.created_at', 'desc')
    .orderBy('o.id')
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  const { total } = await db
    .selectFrom('offers.offers as o')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where(matching(query))
    .executeTakeFirstOrThrow();
  return { offers: rows.map((row) => offerLine(row, nameOf)), total, page, size };
};

/** Every open offer that matches, oldest first: what maps and shelves read. */
export const allOffers = async (db: Kysely<Tables>, filters: Filters) =>
  lines(db).where(matching(filters)).orderBy('o.created_at').orderBy('o.id').execute();

/** One offer, also when it is no longer open. @throws JokaError NOT_FOUND */
export const readOffer = async (
  db: Kysely<Tables>,
  nameOf: CommuneNames,
  id: string,
  at: Date,
): Promise<OfferPage> => {
  const row = await lines(db)
    .select(['o.description', 'o.url', 'o.state', 'o.updated_at'])
    .select(sql<boolean>`offers.has_contact(o.id, ${at}::timestamptz)`.as('has_contact'))
    .where('o.id', '=', id)
    .executeTakeFirst();
  // one that waits for a person is not there yet
  if (row === undefined || row.state === 'held') throw new JokaError('NOT_FOUND', { what: 'offer' });
  return {
    ...offerLine(row, nameOf),
    contract: row.contract as Contract,
    description: row.description,
    url: row.url,
    state: row.state,
    hasContact: row.has_contact,
    updatedAt: row.updated_at.toISOString(),
  };
};
