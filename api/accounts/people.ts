import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/db/database.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { Role } from '../contract/route.ts';
import { plainNickname } from './auth.ts';
import type { Auth } from './auth.ts';
import { codeHash, newCode } from './codes.ts';

/** What an account will be. `passphrase` null: it enters by card or demo door, and again by recovery code. */
export type NewAccount = {
  readonly nickname: string;
  readonly passphrase: string | null;
  readonly role: Role;
  readonly organisation: string | null;
  readonly territory: string | null;
  /** Players only. */
  readonly ageBand: '16-17' | '18-25' | null;
};

export type Made = { readonly account: string; readonly role: Role; readonly recoveryCode: string };

export type PeopleDeps = {
  readonly db: Pick<Database, 'idp' | 'game' | 'vault'>;
  readonly auth: Auth;
  readonly clock: Clock;
};

/** Letters of a recovery code: 100 bits. */
const RECOVERY_LETTERS = 20;

const makeUser = async ({ db, auth }: PeopleDeps, asked: NewAccount): Promise<string> => {
  const email = `${randomUUID()}@players.invalid`;
  const { nickname: name, passphrase: password } = asked;
  if (password === null) {
    const { internalAdapter } = await auth.$context;
    return (await internalAdapter.createUser({ email, name }, { method: 'joka-code' } as never)).id;
  }
  const username = plainNickname(name);
  const taken = await db.idp
    .selectFrom('idp.users')
    .select('id')
    .where('username', '=', username)
    .executeTakeFirst();
  if (taken !== undefined) throw new JokaError('NICKNAME_TAKEN', { field: 'nickname' });
  const { user } = await auth.api.signUpEmail({
    body: { email, password, name, username, displayUsername: name },
  });
  return user.id;
};

/** The person inside the game, linked in the vault only; with research consent later, another pseudonym. */
const makePlayer = async (
  { db, clock }: PeopleDeps,
  account: string,
  { nickname, territory, ageBand }: NewAccount,
): Promise<void> => {
  if (territory === null || ageBand === null) return;
  const player = randomUUID();
  await db.vault.insertInto('vault.link').values({ account, domain: 'game', pid: player }).execute();
  await db.game
    .insertInto('game.players')
    .values({ id: player, nickname, territory, age_band: ageBand, created_at: new Date(clock.now()) })
    .execute();
};

/** Gives the account a new recovery code; the former one no longer serves. Shown once, kept as a hash. */
export const newRecoveryCode = async (idp: Kysely<Tables>, account: string): Promise<string> => {
  const code = newCode(RECOVERY_LETTERS);
  const code_sha256 = codeHash(code);
  await idp
    .insertInto('idp.recovery_codes')
    .values({ account, code_sha256 })
    .onConflict((conflict) => conflict.column('account').doUpdateSet({ code_sha256 }))
    .execute();
  return code;
};

/**
 * Makes an account, its membership, its recovery code and, for a player, the person inside the game.
 *
 * @param admit runs in the transaction that makes the account usable: what it refuses leaves no account
 * @throws JokaError NICKNAME_TAKEN; whatever `admit` throws
 */
export const makeAccount = async (
  deps: PeopleDeps,
  asked: NewAccount,
  admit: (trx: Kysely<Tables>) => Promise<void>,
): Promise<Made> => {
  const account = await makeUser(deps, asked);
  try {
    await makePlayer(deps, account, asked);
    const recoveryCode = await deps.db.idp.transaction().execute(async (trx) => {
      await admit(trx);
      await trx
        .insertInto('idp.memberships')
        .values({
          account,
          role: asked.role,
          organisation: asked.organisation,
          territory: asked.territory,
        })
        .execute();
      return await newRecoveryCode(trx, account);
    });
    return { account, role: asked.role, recoveryCode };
  } catch (error) {
    await unmake(deps, account);
    throw error;
  }
};

const unmake = async ({ db }: PeopleDeps, account: string): Promise<void> => {
  const link = await db.vault
    .deleteFrom('vault.link')
    .where('account', '=', account)
    .returning('pid')
    .executeTakeFirst();
  if (link !== undefined) await db.game.deleteFrom('game.players').where('id', '=', link.pid).execute();
  await db.idp.deleteFrom('idp.users').where('id', '=', account).execute();
};
