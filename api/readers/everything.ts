import { sql } from 'kysely';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/db/database.ts';
import type { Session } from '../accounts/sessions.ts';
import type { exportMe } from '../contract/me.ts';
import type { ResponseOf } from '../contract/route.ts';

type Role = 'idp' | 'game' | 'vault' | 'study';
type Held = {
  role: Role;
  table: string;
  where: string;
  by: 'account' | 'player' | 'study';
  leave?: string[];
};

/** Where rows of a person are, and by which name; hashes of codes and passphrases say nothing and are left out. */
export const HELD: readonly Held[] = [
  { role: 'idp', table: 'idp.users', where: 'id', by: 'account' },
  { role: 'idp', table: 'idp.memberships', where: 'account', by: 'account' },
  { role: 'idp', table: 'idp.sessions', where: 'user_id', by: 'account', leave: ['token'] },
  { role: 'idp', table: 'idp.passkeys', where: 'account', by: 'account', leave: ['public_key', 'counter'] },
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
  { role: 'game', table: 'game.challenges_done', where: 'player', by: 'player' },
  { role: 'game', table: 'game.code_tries', where: 'player', by: 'player' },
  // The study's pseudonym itself would lead from this file to published microdata.
  { role: 'study', table: 'study.staging', where: 'person', by: 'study', leave: ['person'] },
  { role: 'study', table: 'study.logger_weeks', where: 'person', by: 'study', leave: ['person'] },
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
