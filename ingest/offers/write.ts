import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import type { PublishContext } from './publish-context.ts';

/** The columns of offers.offers that a feed decides; instants ISO 8601, coordinates WGS84 degrees. */
export type OfferRow = {
  readonly id: string;
  readonly external_id: string;
  readonly title: string;
  readonly description: string | null;
  readonly employer: string | null;
  readonly contract: string;
  readonly rome: string | null;
  readonly trade_label: string | null;
  readonly hours: string | null;
  readonly salary: string | null;
  readonly beginner: boolean | null;
  readonly precision: string;
  readonly lat: number | null;
  readonly lng: number | null;
  readonly place_label: string | null;
  readonly commune: string | null;
  readonly department: string | null;
  readonly territory: string | null;
  readonly url: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly content_sha256: string;
  readonly twin_key: string | null;
  readonly flags: readonly string[];
};

/** What is written of an offer that did not change. */
export type Touch = Pick<OfferRow, 'id' | 'updated_at'>;

const SHAPE = sql`x(id uuid, external_id text, title text, description text, employer text, contract text, rome text,
  trade_label text, hours text, salary text, beginner boolean, precision text, lat double precision,
  lng double precision, place_label text, commune text, department text, territory text, url text,
  created_at timestamptz, updated_at timestamptz, content_sha256 text, twin_key text, flags text[])`;

const rowsOf = (rows: readonly OfferRow[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS ${SHAPE}`;

export const insertOffers = async (
  trx: Transaction<Tables>,
  context: PublishContext,
  rows: readonly OfferRow[],
): Promise<void> => {
  if (rows.length === 0) return;
  const { source, run, at } = context;
  await sql`
    INSERT INTO offers.offers (id, source, external_id, origin, title, description, employer, contract, rome,
      trade_label, hours, salary, beginner, precision, lat, lng, place_label, commune, department, territory, url,
      licence, attribution, retrieved_at, created_at, updated_at, state, content_sha256, twin_key, flags, last_seen_run)
    SELECT x.id, ${source.id}, x.external_id, ${source.origin}, x.title, x.description, x.employer, x.contract, x.rome,
      x.trade_label, x.hours, x.salary, x.beginner, x.precision, x.lat, x.lng, x.place_label, x.commune, x.department,
      x.territory, x.url, ${source.licence}, ${source.attribution}, ${at}::timestamptz, x.created_at, x.updated_at,
      'open', x.content_sha256, x.twin_key, x.flags, ${run}::uuid
    FROM ${rowsOf(rows)}`.execute(trx);
};

export const updateOffers = async (
  trx: Transaction<Tables>,
  context: PublishContext,
  rows: readonly OfferRow[],
): Promise<void> => {
  if (rows.length === 0) return;
  const { source, run, at } = context;
  await sql`
    UPDATE offers.offers o SET title = x.title, description = x.description, employer = x.employer,
      contract = x.contract, rome = x.rome, trade_label = x.trade_label, hours = x.hours, salary = x.salary,
      beginner = x.beginner, precision = x.precision, lat = x.lat, lng = x.lng, place_label = x.place_label,
      commune = x.commune, department = x.department, territory = x.territory, url = x.url,
      licence = ${source.licence}, attribution = ${source.attribution}, retrieved_at = ${at}::timestamptz,
      created_at = x.created_at, updated_at = x.updated_at, content_sha256 = x.content_sha256, twin_key = x.twin_key,
      flags = x.flags, last_seen_run = ${run}::uuid,
      state = CASE WHEN o.duplicate_of IS NULL THEN 'open' ELSE o.state END
    FROM ${rowsOf(rows)} WHERE o.id = x.id`.execute(trx);
};

/** Marks unchanged offers as seen; the source's own "updated" instant follows without being a change. */
export const touchOffers = async (
  trx: Transaction<Tables>,
  context: PublishContext,
  rows: readonly Touch[],
): Promise<void> => {
  if (rows.length === 0) return;
  await sql`
    UPDATE offers.offers o SET retrieved_at = ${context.at}::timestamptz, last_seen_run = ${context.run}::uuid,
      updated_at = x.updated_at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, updated_at timestamptz)
    WHERE o.id = x.id`.execute(trx);
};
