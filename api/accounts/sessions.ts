import { sql } from 'kysely';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/db/database.ts';
import type { Role } from '../contract/route.ts';
import type { Auth } from './auth.ts';
import { newToken, sha256 } from './codes.ts';

/** Who asks: everything a route may know about the person, read from the session only. */
export type Session = {
  readonly account: string;
  readonly role: Role;
  readonly nickname: string;
  readonly organisation: { readonly id: string; readonly name: string; readonly kind: string } | null;
  /** The one territory of the account; null: every territory of the instance (a laboratory, an operator). */
  readonly territory: string | null;
  /** The game's pseudonym, of players only. */
  readonly player: string | null;
};

/** Opens, reads and ends sessions. Tokens live in cookies; the database holds their hashes. */
export type Sessions = {
  /** @returns the token for the cookie */
  open(account: string, role: Role): Promise<string>;
  /** Null when unknown, ended or expired; `erased` when its person was erased. */
  read(token: string): Promise<Session | 'erased' | null>;
  close(token: string): Promise<void>;
  closeAll(account: string): Promise<void>;
};

type SessionRow = {
  account: string;
  nickname: string;
  role: Role;
  territory: string | null;
  expires_at: Date;
  organisation: string | null;
  organisation_name: string | null;
  organisation_kind: string | null;
  /** The session's person was erased; everything else is null then. */
  erased: boolean;
};

const DAY = 86_400_000;
/** A phone stays in for half a year; staff come back each week. */
const LIFE: Readonly<Record<Role, number>> = {
  player: 180 * DAY,
  adviser: 7 * DAY,
  joker: 7 * DAY,
  sociologist: 7 * DAY,
  institution: 7 * DAY,
  operator: 7 * DAY,
};
/** Pseudonyms remembered per process, so that the vault is asked once per person. */
const REMEMBERED = 10_000;

export const createSessions = (deps: {
  readonly db: Pick<Database, 'idp' | 'vault'>;
  readonly auth: Auth;
  readonly clock: Clock;
}): Sessions => {
  const { db, auth, clock } = deps;
  const players = new Map<string, string>();

  const playerOf = async (account: string): Promise<string | null> => {
    const seen = players.get(account);
    if (seen !== undefined) return seen;
    const link = await db.vault
      .selectFrom('vault.link')
      .select('pid')
      .where('account', '=', account)
      .where('domain', '=', 'game')
      .executeTakeFirst();
    if (link === undefined) return null;
    if (players.size >= REMEMBERED) players.clear();
    players.set(account, link.pid);
    return link.pid;
  };

  return {
    async open(account, role) {
      const token = newToken();
      const expiresAt = new Date(clock.now() + LIFE[role]);
      const { internalAdapter } = await auth.$context;
      await internalAdapter.createSession(account, false, { token: sha256(token), expiresAt }, true);
      return token;
    },
    async read(token) {
      const { rows } = await sql<SessionRow>`SELECT * FROM idp.session_of(${sha256(token)})`.execute(db.idp);
      const [row] = rows;
      if (row === undefined) return null;
      if (row.erased) return 'erased';
      if (row.expires_at.getTime() <= clock.now()) return null;
      const { account, role, nickname, territory, organisation } = row;
      return {
        account,
        role,
        nickname,
        organisation:
          organisation === null
            ? null
            : { id: organisation, name: row.organisation_name ?? '', kind: row.organisation_kind ?? '' },
        territory,
        player: role === 'player' ? await playerOf(account) : null,
      };
    },
    async close(token) {
      await db.idp.deleteFrom('idp.sessions').where('token', '=', sha256(token)).execute();
    },
    async closeAll(account) {
      await db.idp.deleteFrom('idp.sessions').where('user_id', '=', account).execute();
    },
  };
};
