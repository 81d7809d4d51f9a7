import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../infra/clock.ts';
import type { Config } from '../infra/config.ts';
import type { Database } from '../infra/db/database.ts';
import { openLake } from '../infra/lake/open-lake.ts';
import { createHttp } from '../infra/outbound/http.ts';
import type { ObjectStore } from '../infra/object-store/object-store.ts';
import { openReader } from '../ingest/photos/read/readers.ts';
import { feedCredentials } from './feed-credentials.ts';
import { createRegistry } from './registry.ts';
import type { Registry } from './work.ts';

export type OpenedRegistry = {
  readonly registry: Registry;
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
  const cacheDir = path.resolve(config.JOKA_HOME, 'cache', 'worker');
  await mkdir(cacheDir, { recursive: true, mode: 0o700 });
  const study = openLake({
    db,
    store,
    clock,
    cacheDir,
    memoryLimitMb: config.JOKA_WORKER_MEMORY_MB,
    siblings: [path.resolve(config.JOKA_HOME, 'cache', 'api')],
  });
  const outbound = createHttp(config.JOKA_FEEDS_PRIVATE_HOSTS);
  const engine = openReader(config.JOKA_OCR);
  const registry = createRegistry({
    db,
    store,
    clock,
    study,
    photoOfferDays: config.JOKA_PHOTO_OFFER_DAYS,
    engine,
    ...feedCredentials(config),
    http: outbound.http,
    sleep: async (ms) => {
      await sleep(ms);
    },
  });
  return {
    registry,
    close: async () => {
      await Promise.all([engine.close(), outbound.close()]);
    },
  };
};
