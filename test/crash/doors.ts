import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fixedClock } from '../../infra/clock.ts';
import { openDatabase } from '../../infra/db/database.ts';
import { openLake } from '../../infra/lake/open-lake.ts';
import { withCrashPoints } from '../../infra/object-store/crash-store.ts';
import { directoryStore } from '../../infra/object-store/directory.ts';
import { createRegistry } from '../../workflows/registry.ts';
import type { Registry } from '../../workflows/work.ts';
import { NOW, type ReadPicture, type ScenarioDoors } from './scenario.ts';

export type OpenedScenario = ScenarioDoors & { readonly registry: Registry; close(): Promise<void> };

/**
 * Real stores over a copy of the scenario, and every pipeline on them. The reader of pictures answers what the real
 * one read once: what is tested here is what happens around it.
 */
export const openScenario = async (url: string, folder: string): Promise<OpenedScenario> => {
  const db = openDatabase(url, { name: 'crash', poolSize: 3 });
  const store = withCrashPoints(directoryStore(join(folder, 'objects')));
  const clock = fixedClock(NOW);
  const picture = {
    ...(JSON.parse(await readFile(join(folder, 'picture.json'), 'utf8')) as ReadPicture),
    jpeg: new Uint8Array(await readFile(join(folder, 'picture.jpg'))),
  };
  const cacheDir = join(folder, 'cache');
  await mkdir(cacheDir, { recursive: true });
  const study = openLake({ db, store, clock, cacheDir, memoryLimitMb: 256, threads: 1 });
  const registry = createRegistry({
    db,
    store,
    clock,
    study,
    engine: {
      id: 'replayed',
      read: () => Promise.resolve(picture.reading),
      close: () => Promise.resolve(),
    },
    credentials: () => null,
    sleep: () => Promise.resolve(),
  });
  return { db, store, clock, folder, picture, registry, close: () => db.close() };
};
