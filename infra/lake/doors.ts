import type { Transaction } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { Duck } from '../duckdb/duck.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { ObjectFiles } from './object-files.ts';

/** What the lake works through. `openDuck` gives a DuckDB that may read and write `files.root`; the caller closes it. */
export type LakeDoors = {
  readonly db: Pick<Database, 'study'>;
  readonly store: ObjectStore;
  readonly files: ObjectFiles;
  readonly clock: Clock;
  readonly openDuck: () => Promise<Duck>;
};

export type StudyTransaction = Transaction<Tables>;
