import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import { contentHash, offerId, twinKey } from './content-hash.ts';
import { saveContacts } from './contacts.ts';
import type { Contact, OfferDraft } from './draft.ts';
import { recordHistory } from './history.ts';
import type { Change } from './history.ts';
import { locate } from './locate.ts';
import type { PublishContext } from './publish-context.ts';
import { insertOffers, touchOffers, updateOffers } from './write.ts';
import type { OfferRow, Touch } from './write.ts';

/** One draft on its way to publication; `ref` is the caller's own mark, such as the row's place. */
export type Candidate = { readonly ref: string; readonly draft: OfferDraft };

/** What became of a batch. `repeated`: refs whose id came before in this run with other content; not published. */
export type Published = {
  readonly seen: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly repeated: readonly { ref: string; externalId: string }[];
};

type Existing = {
  id: string;
  external_id: string;
  content_sha256: string;
  state: string;
  last_seen_run: string | null;
  duplicate_of: string | null;
};

/** The row but for its twin key, which costs as much as the rest and is needed only where something changed. */
const toRow = ({ draft }: Candidate, context: PublishContext): Omit<OfferRow, 'twin_key'> => {
  const located = locate(context.places, draft.place);
  return {
    id: offerId(context.source.id, draft.externalId),
    external_id: draft.externalId,
    title: draft.title,
    description: draft.description,
    employer: draft.employer,
    contract: draft.contract,
    rome: draft.rome,
    trade_label: draft.tradeLabel,
    hours: draft.hours,
    salary: draft.salary,
    beginner: draft.beginner,
    precision: located.precision,
    lat: located.lat,
    lng: located.lng,
    place_label: located.placeLabel,
    commune: located.commune,
    department: located.department,
    territory: located.territory,
    url: draft.url,
    created_at: draft.createdAt,
    updated_at: draft.updatedAt,
    content_sha256: contentHash(draft, located),
    flags: [...draft.flags, ...located.flags].toSorted(),
  };
};

/**
 * Publishes one batch of a source's offers in the caller's transaction: new ones are created, changed ones updated,
 * returned ones reopened under their old id, unchanged ones only marked as seen. History is written for all but the
 * unchanged. Idempotent: the same batch again changes nothing.
 */
export const publishOffers = async (
  trx: Transaction<Tables>,
  context: PublishContext,
  candidates: readonly Candidate[],
): Promise<Published> => {
  const ids = [...new Set(candidates.map(({ draft }) => draft.externalId))];
  const found = await sql<Existing>`
    SELECT id, external_id, content_sha256, state, last_seen_run, duplicate_of FROM offers.offers
    WHERE source = ${context.source.id} AND external_id = ANY(${ids}) FOR UPDATE`.execute(trx);
  const existing = new Map(found.rows.map((row) => [row.external_id, row]));
  const inRun = new Map(
    found.rows
      .filter((row) => row.last_seen_run === context.run && context.again !== true)
      .map((row) => [row.external_id, row.content_sha256]),
  );
  const inserts: OfferRow[] = [];
  const updates: OfferRow[] = [];
  const touches: Touch[] = [];
  const history: Change[] = [];
  const contacts: { offer: string; contact: Contact | null }[] = [];
  const repeated: { ref: string; externalId: string }[] = [];
  for (const candidate of candidates) {
    const row = toRow(candidate, context);
    const whole = (): OfferRow => ({
      ...row,
      twin_key: twinKey(candidate.draft, row.commune),
    });
    const before = inRun.get(row.external_id);
    if (before !== undefined) {
      if (before !== row.content_sha256) repeated.push({ ref: candidate.ref, externalId: row.external_id });
      continue;
    }
    inRun.set(row.external_id, row.content_sha256);
    const old = existing.get(row.external_id);
    contacts.push({ offer: old?.id ?? row.id, contact: candidate.draft.contact });
    if (!old) {
      inserts.push(whole());
      history.push({ offer: row.id, change: 'created', reason: null });
      continue;
    }
    const returned = old.state !== 'open' && old.duplicate_of === null;
    const changed = old.content_sha256 !== row.content_sha256;
    // the id under which it has always been known, should it not be the computed one
    if (returned || changed) updates.push({ ...whole(), id: old.id });
    else touches.push({ id: old.id, updated_at: row.updated_at });
    if (returned) history.push({ offer: old.id, change: 'returned', reason: null });
    if (changed) history.push({ offer: old.id, change: 'updated', reason: null });
  }
  await insertOffers(trx, context, inserts);
  await updateOffers(trx, context, updates);
  await touchOffers(trx, context, touches);
  await recordHistory(trx, context.at, context.run, history);
  await saveContacts(trx, context.at, contacts);
  return {
    seen: inserts.length + updates.length + touches.length,
    created: inserts.length,
    updated: updates.length,
    unchanged: touches.length,
    repeated,
  };
};
