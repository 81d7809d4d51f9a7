import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import { twinKey } from './content-hash.ts';
import { saveContacts } from './contacts.ts';
import type { Contact, OfferDraft } from './draft.ts';
import { recordHistory } from './history.ts';
import type { Change } from './history.ts';
import { toOfferRow } from './offer-row.ts';
import type { OfferRow } from './offer-row.ts';
import type { PublishContext } from './publish-context.ts';
import { insertOffers, touchOffers, updateOffers } from './write.ts';
import type { OfferState, Touch, WrittenRow } from './write.ts';

/** One offer on its way to publication; `ref` is the caller's own mark, such as the row's place. */
export type Candidate = {
  readonly ref: string;
  readonly row: OfferRow;
  readonly contact: Contact | null;
  /** The source's own date of change; null when it gives none. */
  readonly updatedAt: string | null;
};

/** Locates and understands a draft: all the work of publication but the writing. @param rowHash see `hashRow` */
export const candidateOf = (
  ref: string,
  draft: OfferDraft,
  context: PublishContext,
  rowHash: string | null = null,
): Candidate => ({
  ref,
  row: { ...toOfferRow(draft, context), row_sha256: rowHash },
  contact: draft.contact,
  updatedAt: draft.updatedAt ?? draft.createdAt,
});

/** How a change to this state is called in an offer's history. */
const CHANGE = { open: 'returned', withdrawn: null, expired: 'expired', held: 'held' } as const;

const flagsOf = (row: OfferRow): string => row.raised.map(({ flag }) => flag).join(', ');

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
  state: OfferState;
  last_seen_run: string | null;
  duplicate_of: string | null;
  cleared: string[];
};

/**
 * What an offer is shown as: closed when its source's own end has passed, held when a screen of a screened source
 * found what nobody has cleared, else what it was or open.
 */
const stateOf = (row: OfferRow, old: Existing | undefined, context: PublishContext): OfferState => {
  if (old !== undefined && old.duplicate_of !== null) return old.state;
  if (row.expires_at !== null && Date.parse(row.expires_at) <= Date.parse(context.at)) return 'expired';
  const cleared = new Set(old?.cleared);
  const asked = context.source.screened === true && row.raised.some(({ flag }) => !cleared.has(flag));
  return asked ? 'held' : 'open';
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
  const ids = [...new Set(candidates.map(({ row }) => row.external_id))];
  const found = await sql<Existing>`
    SELECT id, external_id, content_sha256, state, last_seen_run, duplicate_of, cleared FROM offers.offers
    WHERE source = ${context.source.id} AND external_id = ANY(${ids}) FOR UPDATE`.execute(trx);
  const existing = new Map(found.rows.map((row) => [row.external_id, row]));
  const inRun = new Map(
    found.rows
      .filter((row) => row.last_seen_run === context.run && context.again !== true)
      .map((row) => [row.external_id, row.content_sha256]),
  );
  const inserts: WrittenRow[] = [];
  const updates: WrittenRow[] = [];
  const touches: Touch[] = [];
  const history: Change[] = [];
  const contacts: { offer: string; contact: Contact | null }[] = [];
  const repeated: { ref: string; externalId: string }[] = [];
  for (const { ref, row, contact, updatedAt } of candidates) {
    const before = inRun.get(row.external_id);
    if (before !== undefined) {
      if (before !== row.content_sha256) repeated.push({ ref, externalId: row.external_id });
      continue;
    }
    inRun.set(row.external_id, row.content_sha256);
    const old = existing.get(row.external_id);
    const state = stateOf(row, old, context);
    // the twin key costs as much as the rest and is needed only where something changed
    const whole = (): WrittenRow => ({ ...row, id: old?.id ?? row.id, state, twin_key: twinKey(row) });
    contacts.push({ offer: old?.id ?? row.id, contact });
    if (!old) {
      inserts.push(whole());
      history.push({ offer: row.id, change: 'created', reason: null });
      if (state === 'held') history.push({ offer: row.id, change: 'held', reason: flagsOf(row) });
      continue;
    }
    const changed = old.content_sha256 !== row.content_sha256;
    // the id under which it has always been known, should it not be the computed one
    if (changed || old.state !== state) updates.push(whole());
    else touches.push({ id: old.id, updated_at: updatedAt, row_sha256: row.row_sha256 });
    if (old.state !== state && CHANGE[state] !== null)
      history.push({ offer: old.id, change: CHANGE[state], reason: state === 'held' ? flagsOf(row) : null });
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
