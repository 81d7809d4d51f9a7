import { GAME_CATALOGUE } from './catalogue/game.ts';
import { IDP_CATALOGUE } from './catalogue/idp.ts';
import { OFFER_CATALOGUE } from './catalogue/offers.ts';
import { OPS_CATALOGUE } from './catalogue/ops.ts';
import { STUDY_CATALOGUE } from './catalogue/study.ts';
import { VAULT_CATALOGUE } from './catalogue/vault.ts';
import type { DeclaredTable, Sensitivity } from './catalogue/declare.ts';

/** Every column of every table and view. A test compares it with the migrated database. */
export const TABLE_CATALOGUE: Readonly<Record<string, DeclaredTable>> = {
  ...GAME_CATALOGUE,
  ...IDP_CATALOGUE,
  ...OFFER_CATALOGUE,
  ...OPS_CATALOGUE,
  ...STUDY_CATALOGUE,
  ...VAULT_CATALOGUE,
};

/** Every prefix of the object store. Parquet columns are declared one by one in `infra/lake/schema.ts`. */
export const OBJECT_CATALOGUE: Readonly<Record<string, { sensitivity: Sensitivity; kept: string }>> = {
  raw: { sensitivity: 'personal(offers)', kept: 'pages may name contacts: as long as their offers' },
  photos: { sensitivity: 'personal(game)', kept: 'as long as a submission refers to it' },
  posters: { sensitivity: 'none', kept: 'as long as the demo' },
  lake: { sensitivity: 'personal(study)', kept: 'until merged, or until a person in it is erased' },
  parts: { sensitivity: 'personal(study)', kept: 'until their computation ends, or anyone is erased' },
  runs: { sensitivity: 'personal(study)', kept: 'as long as its run; not those made before an erasure' },
};

/** Flat, for the documentation and for `joka` to print. */
export const catalogueRows = (): { column: string; sensitivity: Sensitivity; kept: string }[] =>
  Object.entries(TABLE_CATALOGUE).flatMap(([table, { columns, kept }]) =>
    Object.entries(columns).map(([name, sensitivity]) => ({ column: `${table}.${name}`, sensitivity, kept })),
  );
