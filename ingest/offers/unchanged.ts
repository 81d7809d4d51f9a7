import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import { CONTACT_DAYS } from './contacts.ts';
import type { PublishContext } from './publish-context.ts';

/** Changes whenever the same draft would give another offer. */
export const SENSE_VERSION = 'sense-1';

/** A row as its source sent it: its id and the hash of it and of all that reads it. */
export type HashedRow = { readonly externalId: string; readonly rowHash: string };

/** SHA-256 of a row and of the version of what reads it, base64. */
export const hashRow = (row: unknown, version: string): string =>
  hash('sha256', `${version}\n${JSON.stringify(row)}`, 'base64');

/** Shown, held or hidden as a duplicate, of the same row and reader, and not seen in this run yet. */
const same = (context: PublishContext, rows: readonly HashedRow[]) => sql`
  FROM unnest(${rows.map((row) => row.externalId)}::text[], ${rows.map((row) => row.rowHash)}::text[]) AS x(id, hash)
  WHERE o.source = ${context.source.id} AND o.external_id = x.id AND o.row_sha256 = x.hash
    AND (o.state IN ('open', 'held') OR o.duplicate_of IS NOT NULL)
    AND o.last_seen_run IS DISTINCT FROM ${context.run}::uuid`;

/** Ids of the rows that need not be read: nothing of them can have changed since they last were. */
export const findUnchanged = async (
  db: Kysely<Tables>,
  context: PublishContext,
  rows: readonly HashedRow[],
): Promise<ReadonlySet<string>> => {
  if (rows.length === 0) return new Set();
  const found = await sql<{ id: string }>`
    SELECT x.id FROM unnest(${rows.map((row) => row.externalId)}::text[], ${rows.map((row) => row.rowHash)}::text[])
      AS x(id, hash)
    JOIN offers.offers o ON o.source = ${context.source.id} AND o.external_id = x.id AND o.row_sha256 = x.hash
    WHERE (o.state IN ('open', 'held') OR o.duplicate_of IS NOT NULL)
      AND o.last_seen_run IS DISTINCT FROM ${context.run}::uuid`.execute(db);
  return new Set(found.rows.map(({ id }) => id));
};

/** Marks them as seen and renews their contacts. Answers which still were unchanged under the lock of their source. */
export const touchUnchanged = async (
  trx: Transaction<Tables>,
  context: PublishContext,
  rows: readonly HashedRow[],
): Promise<ReadonlySet<string>> => {
  if (rows.length === 0) return new Set();
  const touched = await sql<{ id: string; external_id: string }>`
    UPDATE offers.offers o SET retrieved_at = ${context.at}::timestamptz, last_seen_run = ${context.run}::uuid
    ${same(context, rows)} RETURNING o.id, o.external_id`.execute(trx);
  await sql`
    UPDATE offers.contacts SET expires_at = ${context.at}::timestamptz + make_interval(days => ${CONTACT_DAYS})
    WHERE offer = ANY(${touched.rows.map(({ id }) => id)}::uuid[])`.execute(trx);
  return new Set(touched.rows.map(({ external_id }) => external_id));
};
