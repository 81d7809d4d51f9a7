import type { Kysely } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { Role } from '../contract/route.ts';
import { codeHash } from './codes.ts';

/** Letters of a card's code, 60 bits behind a rate limit; of a link, 120 bits. */
export const CARD_LETTERS = 12;
export const LINK_LETTERS = 24;

/** What a card or link will make of whoever uses it. */
export type Invitation = {
  readonly kind: 'card' | 'link';
  readonly role: Role;
  readonly organisation: string | null;
  readonly territory: string | null;
  readonly ageBand: '16-17' | '18-25' | null;
};

/** Keeps an invitation under the hash of its code. @returns when it expires */
export const invite = async (
  trx: Kysely<Tables>,
  clock: Clock,
  code: string,
  invitation: Invitation,
  days: number,
): Promise<Date> => {
  const expires = new Date(clock.now() + days * 86_400_000);
  await trx
    .insertInto('idp.invitations')
    .values({
      code_sha256: codeHash(code),
      kind: invitation.kind,
      role: invitation.role,
      organisation: invitation.organisation,
      territory: invitation.territory,
      age_band: invitation.ageBand,
      expires_at: expires,
      used_at: null,
      created_at: new Date(clock.now()),
    })
    .execute();
  return expires;
};

/** What an unused code would make. @throws JokaError CODE_UNKNOWN, the same for unknown, used and expired */
export const readInvitation = async (
  idp: Kysely<Tables>,
  clock: Clock,
  code: string,
  kind: 'card' | 'link',
): Promise<Invitation> => {
  const row = await idp
    .selectFrom('idp.invitations')
    .selectAll()
    .where('code_sha256', '=', codeHash(code))
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .where('expires_at', '>', new Date(clock.now()))
    .executeTakeFirst();
  if (row === undefined) throw new JokaError('CODE_UNKNOWN', { field: 'code' });
  const { role, organisation, territory, age_band: ageBand } = row;
  return { kind, role, organisation, territory, ageBand };
};

/** Uses a code up; of two at once, one is refused. @throws JokaError CODE_UNKNOWN */
export const useInvitation = async (trx: Kysely<Tables>, clock: Clock, code: string): Promise<void> => {
  const used = await trx
    .updateTable('idp.invitations')
    .set({ used_at: new Date(clock.now()) })
    .where('code_sha256', '=', codeHash(code))
    .where('used_at', 'is', null)
    .returning('kind')
    .executeTakeFirst();
  if (used === undefined) throw new JokaError('CODE_UNKNOWN', { field: 'code' });
};
