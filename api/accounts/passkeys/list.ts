import type { Kysely, Selectable } from 'kysely';
import { JokaError } from '../../../game/errors.ts';
import type { Tables } from '../../../infra/db/tables.ts';
import type { Passkey } from '../../contract/passkeys.ts';

/** A passkey as its owner sees it: no key. */
export const passkeyLine = (row: Selectable<Tables['idp.passkeys']>): Passkey => ({
  id: row.id,
  name: row.name,
  synced: row.synced,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
});

const hasPassphrase = async (idp: Kysely<Tables>, account: string): Promise<boolean> =>
  (await idp
    .selectFrom('idp.credentials')
    .select('id')
    .where('user_id', '=', account)
    .where('password', 'is not', null)
    .executeTakeFirst()) !== undefined;

export const listPasskeys = async (
  idp: Kysely<Tables>,
  account: string,
): Promise<{ passkeys: Passkey[]; passphrase: boolean }> => {
  const rows = await idp
    .selectFrom('idp.passkeys')
    .selectAll()
    .where('account', '=', account)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return { passkeys: rows.map(passkeyLine), passphrase: await hasPassphrase(idp, account) };
};

/**
 * A recovery code is for a lost phone, not for every day: the last passkey stays where no passphrase is left.
 * @throws JokaError NOT_FOUND, alike for what is missing and what is another's; LAST_WAY_IN
 */
export const removePasskey = async (
  idp: Kysely<Tables>,
  account: string,
  id: string,
): Promise<{ done: true }> =>
  idp.transaction().execute(async (trx) => {
    // One at a time per account: two taps cannot remove the last two.
    await trx.selectFrom('idp.users').select('id').where('id', '=', account).forUpdate().execute();
    const { passkeys, passphrase } = await listPasskeys(trx, account);
    if (!passkeys.some((each) => each.id === id)) throw new JokaError('NOT_FOUND', { what: 'passkey' });
    if (passkeys.length === 1 && !passphrase) throw new JokaError('LAST_WAY_IN');
    await trx.deleteFrom('idp.passkeys').where('account', '=', account).where('id', '=', id).execute();
    return { done: true };
  });
