import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from '../../../infra/db/tables.ts';
import type { Trades } from './rome.ts';
import { tradesOf } from './trades.ts';
import type { TradeName, TradeParent } from './trades.ts';

type Loaded = { readonly version: string; readonly trades: Trades | null };

let kept: Loaded = { version: '', trades: null };

/** The directory of trades an operator has loaded, kept in memory until another one is; null when there is none. */
export const tradesNow = async (db: Kysely<Tables>): Promise<Loaded> => {
  const { rows } = await sql<{ version: string | null }>`
    SELECT string_agg(kind || ' ' || sha256, ', ' ORDER BY kind, part) AS version FROM offers.reference_files
    WHERE kind LIKE 'trade%'`.execute(db);
  const version = rows[0]?.version ?? '';
  if (version === kept.version) return kept;
  const names = await sql<TradeName>`SELECT code, name FROM offers.trade_names ORDER BY code, name`.execute(
    db,
  );
  const parents = await sql<TradeParent>`SELECT code, parent FROM offers.trade_codes ORDER BY code`.execute(
    db,
  );
  kept = { version, trades: version === '' ? null : tradesOf(names.rows, parents.rows) };
  return kept;
};
