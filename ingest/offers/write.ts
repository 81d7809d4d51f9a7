import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import { FEED_COLUMNS } from './columns.ts';
import type { OfferRow } from './offer-row.ts';
import type { PublishContext } from './publish-context.ts';

/** What an offer is shown as: `held` waits for a person. */
export type OfferState = 'open' | 'withdrawn' | 'expired' | 'held';

/** A row with what publication decides of it. */
export type WrittenRow = OfferRow & { readonly state: OfferState; readonly twin_key: string | null };

/** What is written of an offer that did not change. */
export type Touch = {
  readonly id: string;
  readonly updated_at: string | null;
  readonly row_sha256: string | null;
};

const columns = Object.entries(FEED_COLUMNS);
const SHAPE = sql.raw(
  `x(id uuid, external_id text, ${columns.map(([name, type]) => `${name} ${type}`).join(', ')})`,
);
const NAMES = sql.raw(columns.map(([name]) => name).join(', '));
const VALUES = sql.raw(columns.map(([name]) => `x.${name}`).join(', '));
const CHANGES = sql.raw(
  columns
    // a source that dates nothing keeps the day its offer was first seen
    .map(([name]) =>
      name === 'created_at'
        ? `created_at = CASE WHEN x.published_from = 'first-seen' THEN o.created_at ELSE x.created_at END`
        : `${name} = x.${name}`,
    )
    .join(', '),
);

const rowsOf = (rows: readonly WrittenRow[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS ${SHAPE}`;

export const insertOffers = async (
  trx: Transaction<Tables>,
  context: PublishContext,
  rows: readonly WrittenRow[],
): Promise<void> => {
  if (rows.length === 0) return;
  const { source, run, at } = context;
  await sql`
    INSERT INTO offers.offers (id, external_id, ${NAMES}, source, origin, licence, attribution, retrieved_at,
      last_seen_run)
    SELECT x.id, x.external_id, ${VALUES}, ${source.id}, ${source.origin}, ${source.licence}, ${source.attribution},
      ${at}::timestamptz, ${run}::uuid
    FROM ${rowsOf(rows)}`.execute(trx);
};

export const updateOffers = async (
  trx: Transaction<Tables>,
  context: PublishContext,
  rows: readonly WrittenRow[],
): Promise<void> => {
  if (rows.length === 0) return;
  const { source, run, at } = context;
  await sql`
    UPDATE offers.offers o SET ${CHANGES}, licence = ${source.licence}, attribution = ${source.attribution},
      retrieved_at = ${at}::timestamptz, last_seen_run = ${run}::uuid
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
      updated_at = coalesce(x.updated_at, o.updated_at), row_sha256 = x.row_sha256
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, updated_at timestamptz, row_sha256 text)
    WHERE o.id = x.id`.execute(trx);
};
