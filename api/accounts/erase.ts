import { randomUUID } from 'node:crypto';
import { JokaError } from '../../game/errors.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/db/database.ts';
import { sha256 } from './codes.ts';
import { accountKey, createTries } from './tries.ts';

/**
 * Erases an account. At once: its sessions answer 410, it can no longer enter, its consents no longer hold. The rest
 * (rows, photos, lake, results, links) is the work of kind `erase`, asked for here and finished by the worker.
 *
 * @returns the id of the erasure, which names no one
 * @throws JokaError ACCOUNT_UNKNOWN
 */
export const eraseAccount = async (
  { db, clock }: { readonly db: Pick<Database, 'idp' | 'vault'>; readonly clock: Clock },
  account: string,
): Promise<string> => {
  const at = new Date(clock.now());
  const found = await db.idp
    .selectFrom('idp.users')
    .select('username')
    .where('id', '=', account)
    .executeTakeFirst();
  if (found === undefined) throw new JokaError('ACCOUNT_UNKNOWN', { field: 'account' });
  if (found.username !== null) await createTries(db.idp, clock).forget(accountKey(found.username));
  await db.idp
    .insertInto('idp.erased_sessions')
    .columns(['token_sha256', 'at'])
    .expression((eb) =>
      eb
        .selectFrom('idp.sessions')
        .select(['token as token_sha256', eb.val(at).as('at')])
        .where('user_id', '=', account),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const erasure = randomUUID();
  await db.vault.transaction().execute(async (trx) => {
    const links = await trx
      .selectFrom('vault.link')
      .select(['domain', 'pid'])
      .where('account', '=', account)
      .execute();
    const hashOf = (domain: 'game' | 'study'): string =>
      sha256(links.find((link) => link.domain === domain)?.pid ?? `none ${randomUUID()}`);
    const inserted = await trx
      .insertInto('vault.erasures')
      .values({
        id: erasure,
        game_pid_sha256: hashOf('game'),
        study_pid_sha256: hashOf('study'),
        requested_at: at,
        // Staff have no pseudonyms: what follows here is all there is to erase.
        finished_at: links.length === 0 ? at : null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (inserted !== undefined && links.length > 0)
      await trx
        .insertInto('ops.outbox')
        .values({ kind: 'erase', subject: erasure, created_at: at })
        .execute();
  });
  await db.idp.deleteFrom('idp.users').where('id', '=', account).execute();
  await db.idp.deleteFrom('idp.mutations').where('actor', '=', account).execute();
  return erasure;
};
