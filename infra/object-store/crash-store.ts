import { declareCrashPoint } from '../crash-points.ts';
import type { ObjectStore } from './object-store.ts';

type Around = <T>(work: () => Promise<T>) => Promise<T>;

const PREFIXES = ['raw', 'photos', 'lake', 'runs', 'posters'] as const;

const around: ReadonlyMap<string, Around> = new Map(
  PREFIXES.flatMap((prefix) =>
    ['put', 'delete'].map((act) => [`${act}:${prefix}`, declareCrashPoint(`${act}:${prefix}`)] as const),
  ),
);

const through = <T>(act: 'put' | 'delete', key: string, work: () => Promise<T>): Promise<T> => {
  const point = around.get(`${act}:${key.split('/')[0] ?? ''}`);
  return point === undefined ? work() : point(work);
};

/** The store with the crash points `put:<prefix>` and `delete:<prefix>` around every write. */
export const withCrashPoints = (store: ObjectStore): ObjectStore => ({
  put: (key, bytes) => through('put', key, () => store.put(key, bytes)),
  delete: (key) => through('delete', key, () => store.delete(key)),
  get: (key) => store.get(key),
  head: (key) => store.head(key),
  list: (prefix) => store.list(prefix),
});
