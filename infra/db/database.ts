import { Kysely, PostgresDialect } from 'kysely';
import { withCrashPoints } from './crash-dialect.ts';
import { openPool } from './pool.ts';
import type { Tables } from './tables.ts';

/** One role per domain; a role sees its own schema and what the migrations grant it, nothing else. */
export const ROLES = ['idp', 'game', 'study', 'vault', 'offers', 'ops', 'territory'] as const;
export type Role = (typeof ROLES)[number];

/** One Kysely per role, each over its own pool. */
export type Database = Record<Role, Kysely<Tables>> & { close(): Promise<void> };

export type DatabaseOptions = {
  /** Connections at most in each role's pool; they open on demand. */
  poolSize?: number;
  /** Shown in pg_stat_activity. */
  name?: string;
  /** As in `PoolOptions`. */
  lazyCommits?: boolean;
};

/** Opens the pools of every role; nothing connects before the first query. The schema is expected migrated. */
export const openDatabase = (url: string, options: DatabaseOptions = {}): Database => {
  const open = (role: Role): Kysely<Tables> =>
    new Kysely<Tables>({
      dialect: withCrashPoints(
        new PostgresDialect({
          pool: openPool(url, {
            role: `joka_${role}`,
            max: options.poolSize ?? 4,
            name: `${options.name ?? 'joka'}:${role}`,
            lazyCommits: options.lazyCommits ?? false,
          }),
        }),
        role,
      ),
    });
  const byRole = {
    idp: open('idp'),
    game: open('game'),
    study: open('study'),
    vault: open('vault'),
    offers: open('offers'),
    ops: open('ops'),
    territory: open('territory'),
  };
  return {
    ...byRole,
    close: async () => {
      await Promise.all(ROLES.map((role) => byRole[role].destroy()));
    },
  };
};
