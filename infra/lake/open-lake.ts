import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import { openDuck, type Duck } from '../duckdb/duck.ts';
import { partKey, runKey } from '../object-store/keys.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { LakeDoors } from './doors.ts';
import { createLake, type Lake } from './lake.ts';
import { createObjectFiles, type ObjectFiles } from './object-files.ts';
import { copyBytes, type FileFormat } from './write-files.ts';

/** `cacheDir`: where local copies of objects and spilled sorts go; absolute. Defaults: 1024 MB, 2 threads. */
export type LakeOptions = {
  readonly db: Pick<Database, 'study'>;
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly cacheDir: string;
  /** Caches of other processes on this machine: what is erased leaves them too. */
  readonly siblings?: readonly string[];
  readonly memoryLimitMb?: number;
  readonly threads?: number;
};

/** The lake with the doors that computations over it need. */
export type OpenLake = LakeDoors & {
  readonly lake: Lake;
  readonly files: ObjectFiles;
  /** A relation as the bytes of one file, in the order it states. Parquet unless asked otherwise. */
  readonly copy: (duck: Duck, relation: string, format?: FileFormat) => Promise<Uint8Array>;
  /** The object key of a result: `runs/<kind>/<sha256>.parquet`. */
  readonly runKey: (kind: string, bytes: Uint8Array) => string;
  /** The object key of what one step passes to another: `parts/<kind>/<sha256>.parquet`. */
  readonly partKey: (kind: string, bytes: Uint8Array) => string;
};

/** Wires the lake for an entry file. DuckDB reads and writes below `cacheDir` only. */
export const openLake = (options: LakeOptions): OpenLake => {
  const { db, store, clock, cacheDir } = options;
  const files = createObjectFiles(store, cacheDir, options.siblings);
  const doors: LakeDoors = {
    db,
    store,
    files,
    clock,
    openDuck: () =>
      openDuck({
        memoryLimitMb: options.memoryLimitMb ?? 1024,
        threads: options.threads ?? 2,
        readable: [cacheDir],
        spillDir: join(cacheDir, '.spill'),
      }),
  };
  return {
    ...doors,
    lake: createLake(doors),
    copy: (duck, relation, format = 'parquet') => copyBytes(doors, duck, relation, format),
    runKey: (kind, bytes) => runKey(kind, bytes),
    partKey,
  };
};
