import type { GameTables } from './tables/game.ts';
import type { IdpTables } from './tables/idp.ts';
import type { OfferTables } from './tables/offers.ts';
import type { OpsTables } from './tables/ops.ts';
import type { StudyTables } from './tables/study.ts';
import type { TownTables } from './tables/town.ts';
import type { VaultTables } from './tables/vault.ts';

/** Every table of the migrations, by `schema.table`. A test compares it to the migrated database. */
export type Tables = GameTables &
  IdpTables &
  OfferTables &
  OpsTables &
  StudyTables &
  TownTables &
  VaultTables;
