import type { Database } from '../../infra/db/database.ts';
import { readInstance } from '../accounts/instance.ts';
import type { Session } from '../accounts/sessions.ts';
import type { getMe } from '../contract/me.ts';
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
