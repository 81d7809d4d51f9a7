import { APIError } from 'better-auth/api';
import { JokaError } from '../../game/errors.ts';
import type { Role } from '../contract/route.ts';
import { plainNickname } from './auth.ts';
import { codeHash } from './codes.ts';
import { readInstance } from './instance.ts';
import { readInvitation, useInvitation } from './invitations.ts';
import { makeAccount, newRecoveryCode } from './people.ts';
import type { Made, PeopleDeps } from './people.ts';
import type { Sessions } from './sessions.ts';

export type EnterDeps = PeopleDeps & { readonly sessions: Sessions };
/** Who came in: the cookie's token, and once the code to write down. */
export type Entry = { readonly token: string; readonly role: Role; readonly recoveryCode: string | null };

const welcome = async ({ sessions }: EnterDeps, made: Made): Promise<Entry> => ({
  token: await sessions.open(made.account, made.role),
  role: made.role,
  recoveryCode: made.recoveryCode,
});

/** @throws JokaError CODE_UNKNOWN */
export const enterByCard = async (
  deps: EnterDeps,
  { code, nickname }: { code: string; nickname: string },
): Promise<Entry> => {
  const card = await readInvitation(deps.db.idp, deps.clock, code, 'card');
  const asked = { ...card, nickname, passphrase: null };
  return welcome(deps, await makeAccount(deps, asked, (trx) => useInvitation(trx, deps.clock, code)));
};

/** @throws JokaError CODE_UNKNOWN, NICKNAME_TAKEN */
export const enterByLink = async (
  deps: EnterDeps,
  { code, nickname, passphrase }: { code: string; nickname: string; passphrase: string },
): Promise<Entry> => {
  const link = await readInvitation(deps.db.idp, deps.clock, code, 'link');
  const asked = { ...link, nickname, passphrase };
  return welcome(deps, await makeAccount(deps, asked, (trx) => useInvitation(trx, deps.clock, code)));
};

/** @throws JokaError ALONE_NOT_ALLOWED, TERRITORY_UNKNOWN, NICKNAME_TAKEN */
export const enterAlone = async (
  deps: EnterDeps,
  asked: { nickname: string; passphrase: string; ageBand: '16-17' | '18-25'; territory: string },
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

/** The library judges the passphrase; its own session gives way to ours. @throws JokaError PASSPHRASE_WRONG */
export const enterByPassphrase = async (
  deps: EnterDeps,
  { nickname, passphrase }: { nickname: string; passphrase: string },
): Promise<Entry> => {
  const body = { username: plainNickname(nickname), password: passphrase };
  const signed = await deps.auth.api.signInUsername({ body }).catch((error: unknown) => {
    throw error instanceof APIError ? new JokaError('PASSPHRASE_WRONG', {}, error) : error;
  });
  await (await deps.auth.$context).internalAdapter.deleteSession(signed.token);
  const role = await roleOf(deps, signed.user.id);
  if (role === null) throw new JokaError('PASSPHRASE_WRONG');
  return { token: await deps.sessions.open(signed.user.id, role), role, recoveryCode: null };
};

/** A lost phone: other sessions end, and the code is replaced. @throws JokaError CODE_UNKNOWN */
export const enterByRecovery = async (deps: EnterDeps, { code }: { code: string }): Promise<Entry> => {
  const row = await deps.db.idp
    .selectFrom('idp.recovery_codes')
    .select('account')
    .where('code_sha256', '=', codeHash(code))
    .executeTakeFirst();
  const role = row === undefined ? null : await roleOf(deps, row.account);
  if (row === undefined || role === null) throw new JokaError('CODE_UNKNOWN', { field: 'code' });
  const recoveryCode = await newRecoveryCode(deps.db.idp, row.account);
  await deps.sessions.closeAll(row.account);
  return { token: await deps.sessions.open(row.account, role), role, recoveryCode };
};
