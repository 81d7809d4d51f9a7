import { APIError } from 'better-auth/api';
import { JokaError } from '../../game/errors.ts';
import type { Assertion } from '../contract/passkeys.ts';
import type { Role } from '../contract/route.ts';
import { plainNickname } from './auth.ts';
import { codeHash } from './codes.ts';
import { readInstance } from './instance.ts';
import { readInvitation, useInvitation } from './invitations.ts';
import type { RelyingParty } from './passkeys/relying-party.ts';
import { signIn } from './passkeys/sign-in.ts';
import { makeAccount, newRecoveryCode } from './people.ts';
import type { Made, PeopleDeps } from './people.ts';
import { openRally, useRally } from './rally-codes.ts';
import type { Sessions } from './sessions.ts';
import { accountKey, addressKey } from './tries.ts';
import type { Tries } from './tries.ts';

export type EnterDeps = PeopleDeps & { readonly sessions: Sessions; readonly tries: Tries };
/** The network a request comes from (`networkOf`), by which wrong guesses are counted. */
export type From = string;
/** Who came in: the cookie's token, and once the code to write down. */
export type Entry = { readonly token: string; readonly role: Role; readonly recoveryCode: string | null };

const welcome = async ({ sessions }: EnterDeps, made: Made): Promise<Entry> => ({
  token: await sessions.open(made.account, made.role),
  role: made.role,
  recoveryCode: made.recoveryCode,
});

/** @throws JokaError CODE_UNKNOWN, TOO_MANY_TRIES */
export const enterByCard = (
  deps: EnterDeps,
  from: From,
  { code, nickname }: { code: string; nickname: string },
): Promise<Entry> =>
  deps.tries.attempt([addressKey(from)], async () => {
    const card = await readInvitation(deps.db.idp, deps.clock, code, 'card');
    const asked = { ...card, nickname, passphrase: null };
    return welcome(deps, await makeAccount(deps, asked, (trx) => useInvitation(trx, deps.clock, code)));
  });

/** @throws JokaError CODE_UNKNOWN, NICKNAME_TAKEN, TOO_MANY_TRIES */
export const enterByLink = (
  deps: EnterDeps,
  from: From,
  { code, nickname, passphrase }: { code: string; nickname: string; passphrase: string },
): Promise<Entry> =>
  deps.tries.attempt([addressKey(from)], async () => {
    const link = await readInvitation(deps.db.idp, deps.clock, code, 'link');
    const asked = { ...link, nickname, passphrase };
    return welcome(deps, await makeAccount(deps, asked, (trx) => useInvitation(trx, deps.clock, code)));
  });

/**
 * A player enters with the code on a rally's poster. `passphrase` null: a passkey follows, or the recovery code.
 * @throws JokaError CODE_UNKNOWN, RALLY_OVER, RALLY_FULL, NICKNAME_TAKEN, TOO_MANY_TRIES
 */
export const enterByRally = (
  deps: EnterDeps,
  from: From,
  asked: { code: string; nickname: string; passphrase: string | null; ageBand: '16-17' | '18-25' },
): Promise<Entry> =>
  deps.tries.attempt([addressKey(from)], async () => {
    const { code, ...person } = asked;
    const { id, territory } = await openRally(deps.db.idp, deps.clock, code);
    const account = { ...person, role: 'player', organisation: null, territory } as const;
    return welcome(deps, await makeAccount(deps, account, (trx) => useRally(trx, deps.clock, id)));
  });

/** @throws JokaError ALONE_NOT_ALLOWED, TERRITORY_UNKNOWN, NICKNAME_TAKEN */
export const enterAlone = async (
  deps: EnterDeps,
  asked: { nickname: string; passphrase: string | null; ageBand: '16-17' | '18-25'; territory: string },
): Promise<Entry> => {
  const { idp } = deps.db;
  if ((await readInstance(idp))?.aloneAllowed !== true) throw new JokaError('ALONE_NOT_ALLOWED');
  await requireTerritory(deps, asked.territory);
  const account = { ...asked, role: 'player', organisation: null } as const;
  return welcome(deps, await makeAccount(deps, account, async () => undefined));
};

/** @throws JokaError TERRITORY_UNKNOWN */
export const requireTerritory = async ({ db }: Pick<PeopleDeps, 'db'>, territory: string): Promise<void> => {
  const found = await db.idp
    .selectFrom('offers.territories')
    .select('code')
    .where('code', '=', territory)
    .executeTakeFirst();
  if (found === undefined) throw new JokaError('TERRITORY_UNKNOWN', { field: 'territory' });
};

const roleOf = async ({ db }: EnterDeps, account: string): Promise<Role | null> =>
  (
    await db.idp
      .selectFrom('idp.memberships')
      .select('role')
      .where('account', '=', account)
      .executeTakeFirst()
  )?.role ?? null;

const enter = async (deps: EnterDeps, account: string, role: Role): Promise<Entry> => ({
  token: await deps.sessions.open(account, role),
  role,
  recoveryCode: null,
});

/**
 * The library judges the passphrase; its own session gives way to ours.
 * @throws JokaError PASSPHRASE_WRONG, TOO_MANY_TRIES
 */
export const enterByPassphrase = (
  deps: EnterDeps,
  from: From,
  { nickname, passphrase }: { nickname: string; passphrase: string },
): Promise<Entry> => {
  const username = plainNickname(nickname);
  return deps.tries.attempt([accountKey(username), addressKey(from)], async () => {
    const body = { username, password: passphrase };
    const signed = await deps.auth.api.signInUsername({ body }).catch((error: unknown) => {
      throw error instanceof APIError ? new JokaError('PASSPHRASE_WRONG', {}, error) : error;
    });
    await (await deps.auth.$context).internalAdapter.deleteSession(signed.token);
    const role = await roleOf(deps, signed.user.id);
    if (role === null) throw new JokaError('PASSPHRASE_WRONG');
    return enter(deps, signed.user.id, role);
  });
};

/** @throws JokaError PASSKEY_CHALLENGE_OVER, PASSKEY_REFUSED, TOO_MANY_TRIES */
export const enterByPasskey = (
  deps: EnterDeps,
  from: From,
  rp: RelyingParty,
  answer: Assertion,
): Promise<Entry> =>
  deps.tries.attempt([addressKey(from)], async () => {
    const account = await signIn(deps, rp, answer);
    const role = await roleOf(deps, account);
    if (role === null) throw new JokaError('PASSKEY_REFUSED', { reason: 'it is not known' });
    return enter(deps, account, role);
  });

/** A lost phone: other sessions end, and the code is replaced. @throws JokaError CODE_UNKNOWN, TOO_MANY_TRIES */
export const enterByRecovery = (deps: EnterDeps, from: From, { code }: { code: string }): Promise<Entry> =>
  deps.tries.attempt([addressKey(from)], async () => {
    const row = await deps.db.idp
      .selectFrom('idp.recovery_codes')
      .select('account')
      .where('code_sha256', '=', codeHash(code))
      .executeTakeFirst();
    const role = row === undefined ? null : await roleOf(deps, row.account);
    if (row === undefined || role === null) throw new JokaError('CODE_UNKNOWN', { field: 'code' });
    const recoveryCode = await newRecoveryCode(deps.db.idp, row.account);
    await deps.sessions.closeAll(row.account);
    return { ...(await enter(deps, row.account, role)), recoveryCode };
  });
