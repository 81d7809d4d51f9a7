import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { openLake, type OpenLake } from '../infra/lake/open-lake.ts';
import type { CliContext } from './context.ts';

/** The lake for a command, beside a running worker or without one: a cache of its own, partition locks shared. */
export const openStudy = async (context: CliContext): Promise<OpenLake> => {
  const config = context.config();
  const cache = path.resolve(config.JOKA_HOME, 'cache');
  const cacheDir = path.join(cache, 'cli');
  await mkdir(cacheDir, { recursive: true, mode: 0o700 });
  return openLake({
    db: await context.database(),
    store: await context.store(),
    clock: context.clock,
    cacheDir,
    siblings: [path.join(cache, 'api'), path.join(cache, 'worker')],
    memoryLimitMb: config.JOKA_WORKER_MEMORY_MB,
  });
};
