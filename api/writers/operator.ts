import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Tables } from '../../infra/db/tables.ts';
import { derivedCode } from '../accounts/codes.ts';
import { CARD_LETTERS, invite, LINK_LETTERS } from '../accounts/invitations.ts';
import type { Role } from '../contract/route.ts';

type Kind = 'operator' | 'institution' | 'adviser' | 'laboratory';

/** What staff of an organisation are. */
const ROLE_OF: Readonly<Record<Kind, Role>> = {
  operator: 'operator',
  institution: 'institution',
  adviser: 'adviser',
  laboratory: 'sociologist',
};

/** Asks again for the work that put something aside. @throws JokaError NOT_FOUND */
export const retryHeld = async (trx: Kysely<Tables>, id: string, at: Date): Promise<{ done: true }> => {
  const row = await trx
    .updateTable('ops.quarantine')
    .set({ state: 'retried', tries: sql`tries + 1`, updated_at: at })
    .where('id', '=', id)
    .where('state', 'in', ['held', 'retried'])
    .where('kind', 'is not', null)
    .returning(['kind', 'subject'])
    .executeTakeFirst();
  if (row === undefined || row.kind === null || row.subject === null)
    throw new JokaError('NOT_FOUND', { what: 'item that can be tried again' });
  await trx
    .insertInto('ops.outbox')
    .values({ kind: row.kind, subject: row.subject, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return { done: true };
};

/** A person's word on a pair of offers, at once. @throws JokaError NOT_FOUND */
export const decideMerge = async (
  trx: Kysely<Tables>,
  id: string,
  decision: 'accepted' | 'undone',
  at: Date,
): Promise<{ done: true }> => {
  const { rows } = await sql<{ done: boolean }>`
    SELECT offers.decide_merge(${id}::uuid, ${decision}, ${at.toISOString()}::timestamptz) AS done`.execute(
    trx,
  );
  if (rows[0]?.done !== true) throw new JokaError('NOT_FOUND', { what: 'pair of offers' });
  return { done: true };
};

export const addOrganisation = async (
  trx: Kysely<Tables>,
  asked: { name: string; kind: Kind; territory: string | null },
  at: Date,
): Promise<{ id: string }> => {
  const territory = asked.territory;
  if (territory !== null) {
    const known = await trx
      .selectFrom('offers.territories')
      .select('code')
      .where('code', '=', territory)
      .executeTakeFirst();
    if (known === undefined) throw new JokaError('TERRITORY_UNKNOWN', { field: 'territory' });
  }
  if (territory === null && (asked.kind === 'institution' || asked.kind === 'adviser'))
    throw new JokaError('REQUEST_INVALID', {
      part: 'body',
      field: 'territory',
      reason: 'an institution and an adviser have one territory',
    });
  return trx
    .insertInto('idp.organisations')
    .values({ ...asked, created_at: at })
    .returning('id')
    .executeTakeFirstOrThrow();
};

/** The code of a link, derived from the write that asked for it: a repeat shows it again, the store keeps its hash. */
export const linkCode = (secret: string, actor: string, key: string): string =>
  derivedCode(secret, `link:${actor}:${key}`, LINK_LETTERS);
export const cardCode = (secret: string, actor: string, key: string, i: number): string =>
  derivedCode(secret, `card:${actor}:${key}:${i}`, CARD_LETTERS);

/** @throws JokaError NOT_FOUND */
export const inviteStaff = async (
  trx: Kysely<Tables>,
  clock: Clock,
  code: string,
  { organisation, days }: { organisation: string; days: number },
): Promise<{ expiresAt: string }> => {
  const row = await trx
    .selectFrom('idp.organisations')
    .select(['kind', 'territory'])
    .where('id', '=', organisation)
    .executeTakeFirst();
  if (row === undefined) throw new JokaError('NOT_FOUND', { what: 'organisation' });
  const role = ROLE_OF[row.kind];
  const staff = { kind: 'link', role, organisation, territory: row.territory, ageBand: null } as const;
  return { expiresAt: (await invite(trx, clock, code, staff, days)).toISOString() };
};

/** A volunteer of the organisation, in its territory. */
export const inviteJoker = async (
  trx: Kysely<Tables>,
  clock: Clock,
  code: string,
  { organisation, territory, days }: { organisation: string; territory: string; days: number },
): Promise<{ expiresAt: string }> => {
  const joker = { kind: 'link', role: 'joker', organisation, territory, ageBand: null } as const;
  return { expiresAt: (await invite(trx, clock, code, joker, days)).toISOString() };
};

/** Where a link leads. The code stands after the #: a browser sends it to nobody, so no log can hold it. */
export const linkPath = (code: string): string => `/enter#link=${code}`;

/** Cards of one organisation, for its territory. */
export const printCards = async (
  trx: Kysely<Tables>,
  clock: Clock,
  codes: readonly string[],
  card: {
    organisation: string | null;
    territory: string;
    ageBand: '16-17' | '18-25';
    days: number;
  },
): Promise<{ expiresAt: string }> => {
  const { days, ...rest } = card;
  let expiresAt = '';
  for (const code of codes) {
    const invitation = { kind: 'card', role: 'player', ...rest } as const;
    expiresAt = (await invite(trx, clock, code, invitation, days)).toISOString();
  }
  return { expiresAt };
};
