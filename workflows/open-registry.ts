import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../infra/clock.ts';
import type { Config } from '../infra/config.ts';
import type { Database } from '../infra/db/database.ts';
import { openDuck } from '../infra/duckdb/duck.ts';
import { createLake, type Lake } from '../infra/lake/lake.ts';
import { createObjectFiles } from '../infra/lake/object-files.ts';
import type { ObjectStore } from '../infra/object-store/object-store.ts';
import { createTesseract } from '../ingest/photos/read/tesseract.ts';
import { feedCredentials } from './feed-credentials.ts';
import { createRegistry } from './registry.ts';
import type { Registry } from './work.ts';

export type OpenedRegistry = {
  readonly registry: Registry;
  readonly lake: Lake;
  /** Ends the processes that read pictures. */
  close(): Promise<void>;
};

export type RegistryNeeds = {
  readonly config: Config;
  readonly db: Database;
  readonly store: ObjectStore;
  readonly clock: Clock;
};

/** Opens what the steps need beside the stores: DuckDB over the lake, the reader of pictures. For entry files. */
export const openRegistry = async ({ config, db, store, clock }: RegistryNeeds): Promise<OpenedRegistry> => {
  const cache = path.resolve(config.JOKA_HOME, 'cache');
  const files = createObjectFiles(store, path.join(cache, 'objects'));
  const spillDir = path.join(cache, 'spill');
  await mkdir(files.root, { recursive: true, mode: 0o700 });
  await mkdir(spillDir, { recursive: true, mode: 0o700 });
  const duck = { memoryLimitMb: config.JOKA_WORKER_MEMORY_MB, threads: 2, readable: [files.root], spillDir };
  const lake = createLake({ db, store, files, clock, openDuck: () => openDuck(duck) });
  const engine = createTesseract();
  const registry = createRegistry({
    db,
    store,
    clock,
    lake,
    engine,
    credentials: feedCredentials(config),
    sleep: async (ms) => {
      await sleep(ms);
    },
    eraseResults: () => Promise.resolve(0),
  });
  return { registry, lake, close: () => engine.close() };
};
