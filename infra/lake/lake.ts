import type { Duck } from '../duckdb/duck.ts';
import { eraseFromLake } from './erase.ts';
import { flushLake, type FlushReport } from './flush.ts';
import type { LakeDoors } from './doors.ts';
import { listFiles } from './manifest.ts';
import { mergeLake, type MergeReport } from './merge.ts';
import type { LakeTable } from './schema.ts';
import { replaceRows, type Replacement, type ReplaceReport } from './replace.ts';
import { scan } from './sql.ts';
import { sweepLake } from './sweep.ts';

/** What a reader gets: relations to put behind FROM, and which objects they are, for the run's manifest. */
export type LakeSnapshot = {
  readonly relations: Readonly<Partial<Record<LakeTable, string>>>;
  readonly inputs: readonly { readonly key: string; readonly rows: number }[];
};

/** The lake as the rooms above use it. */
export type Lake = {
  flush(): Promise<FlushReport>;
  merge(): Promise<MergeReport>;
  /** Rows removed. */
  erase(personSha256: string): Promise<number>;
  /** Objects removed. */
  sweep(): Promise<number>;
  /**
   * The tables as the manifest lists them now, as local files.
   * @throws JokaError LAKE_OBJECT_MISSING (transient) when a merge replaced a file meanwhile
   */
  snapshot(tables: readonly LakeTable[]): Promise<LakeSnapshot>;
  /**
   * One table over exactly these objects, as a relation.
   * @throws JokaError LAKE_OBJECT_MISSING (transient) when one of them was replaced meanwhile
   */
  relation(table: LakeTable, keys: readonly string[]): Promise<string>;
  /** Puts what was computed in the place of what it replaces; see `replaceRows`. */
  replace(duck: Duck, replacement: Replacement): Promise<ReplaceReport>;
};

export const createLake = (doors: LakeDoors): Lake => ({
  flush: () => flushLake(doors),
  merge: () => mergeLake(doors),
  erase: (personSha256) => eraseFromLake(doors, personSha256),
  sweep: () => sweepLake(doors),
  async snapshot(tables) {
    const files = await listFiles(doors.db.study, { tables });
    const relations: Partial<Record<LakeTable, string>> = {};
    for (const table of tables) {
      const keys = files.filter((file) => file.table === table).map((file) => file.key);
      relations[table] = scan(table, await doors.files.paths(keys));
    }
    return { relations, inputs: files.map(({ key, rows }) => ({ key, rows })) };
  },
  relation: async (table, keys) => scan(table, await doors.files.paths(keys)),
  replace: (duck, replacement) => replaceRows(doors, duck, replacement),
});
