import { sql } from 'kysely';
import type { Database } from '../../infra/db/database.ts';
import type { Clock } from '../../infra/clock.ts';
import { readInstance } from '../accounts/instance.ts';
import type { Session } from '../accounts/sessions.ts';
import type { exportMe, getMe } from '../contract/me.ts';
import type { ResponseOf } from '../contract/route.ts';
import { readConsents } from '../writers/consents.ts';
import { readTerritories } from './instance.ts';
import { readBalance } from './play.ts';

const NO_KEYS = { earned: 0, used: 0, free: 0 };

export const readMe = async (db: Database, session: Session): Promise<ResponseOf<typeof getMe>> => {
  const { account, player } = session;
  const territories = await readTerritories(db.game);
  const row =
    player === null
      ? undefined
      : await db.game
          .selectFrom('game.players')
          .select(['age_band', 'nickname'])
          .where('id', '=', player)
          .executeTakeFirst();
  const balance = player === null ? { points: 0, keys: NO_KEYS } : await readBalance(db.game, player);
  return {
    role: session.role,
    nickname: row?.nickname ?? session.nickname,
    organisation: session.organisation,
    territory: territories.find(({ code }) => code === session.territory) ?? null,
    ageBand: row?.age_band ?? null,
    consents: player === null ? [] : await readConsents(db.vault, account),
    points: balance.points,
    keys: balance.keys,
    demo: (await readInstance(db.idp))?.kind === 'demo',
  };
};

type Role = 'idp' | 'game' | 'vault' | 'study';
type Held = {
  role: Role;
  table: string;
  where: string;
  by: 'account' | 'player' | 'study';
  leave?: string[];
};

/** Where rows of a person are, and by which name; hashes of codes and passphrases say nothing and are left out. */
const HELD: readonly Held[] = [
  { role: 'idp', table: 'idp.users', where: 'id', by: 'account' },
  { role: 'idp', table: 'idp.memberships', where: 'account', by: 'account' },
  { role: 'idp', table: 'idp.sessions', where: 'user_id', by: 'account', leave: ['token'] },
  { role: 'vault', table: 'vault.consents', where: 'account', by: 'account' },
  { role: 'game', table: 'game.players', where: 'id', by: 'player' },
  { role: 'game', table: 'game.batches', where: 'player', by: 'player', leave: ['body_sha256'] },
  { role: 'game', table: 'game.cleared_cells', where: 'player', by: 'player' },
  { role: 'game', table: 'game.ledger', where: 'player', by: 'player' },
  { role: 'game', table: 'game.discoveries', where: 'player', by: 'player' },
  { role: 'game', table: 'game.interactions', where: 'player', by: 'player', leave: ['other'] },
  { role: 'game', table: 'game.offer_events', where: 'player', by: 'player' },
  { role: 'game', table: 'game.outcomes', where: 'player', by: 'player' },
  { role: 'game', table: 'game.photos', where: 'player', by: 'player' },
  { role: 'study', table: 'study.staging', where: 'person', by: 'study' },
];

/** Everything held about a person, table by table, for the person. */
export const readEverything = async (
  db: Database,
  clock: Clock,
  { account, player }: Session,
): Promise<ResponseOf<typeof exportMe>> => {
  const links = await db.vault
    .selectFrom('vault.link')
    .select(['domain', 'pid'])
    .where('account', '=', account)
    .execute();
  const names = { account, player, study: links.find(({ domain }) => domain === 'study')?.pid ?? null };
  const tables: { table: string; rows: Record<string, unknown>[] }[] = [];
  for (const { role, table, where, by, leave = [] } of HELD) {
    const name = names[by];
    if (name === null) continue;
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      SELECT to_jsonb(t) - ${leave}::text[] AS row FROM ${sql.table(table)} t
      WHERE t.${sql.ref(where)}::text = ${name}`.execute(db[role]);
    tables.push({ table, rows: rows.map(({ row }) => row) });
  }
  return { exportedAt: new Date(clock.now()).toISOString(), tables };
};
