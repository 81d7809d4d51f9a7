import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname, join, relative } from 'node:path';
import { JokaError } from '../../game/errors.ts';
import type { ObjectStore } from '../object-store/object-store.ts';

/** Objects as local files that DuckDB opens: a cache named by content, so a copy is never stale. */
export type ObjectFiles = {
  /** The directory DuckDB must be allowed to read. */
  readonly root: string;
  /**
   * Absolute paths of the objects, in the order asked, fetched when absent.
   * @throws JokaError LAKE_OBJECT_MISSING when the store has no such object; STORE_* from the store
   */
  paths(keys: readonly string[]): Promise<string[]>;
  /** Removes the local copies of these objects. */
  forget(keys: readonly string[]): Promise<void>;
  /** Removes every local copy under a first key part (`lake`, `runs`) but these, in the other caches of this machine too. */
  keepOnly(prefix: string, keys: ReadonlySet<string>): Promise<void>;
};

/** At most this many objects are fetched at once. */
const FETCHES = 8;

/** `siblings`: caches of other processes on this machine, emptied of what is gone together with `root`. */
export const createObjectFiles = (
  store: ObjectStore,
  root: string,
  siblings: readonly string[] = [],
): ObjectFiles => {
  const fetchOne = async (key: string): Promise<string> => {
    const path = join(root, ...key.split('/'));
    if ((await stat(path).catch(() => null)) !== null) return path;
    const bytes = await store.get(key); // the store checks the hash
    if (bytes === null) throw new JokaError('LAKE_OBJECT_MISSING', { key });
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const draft = `${path}.${randomUUID()}.part`;
    await writeFile(draft, bytes, { mode: 0o600 });
    await rename(draft, path);
    return path;
  };
  return {
    root,
    async paths(keys) {
      const found: string[] = Array.from({ length: keys.length }, () => '');
      const pending = keys.entries();
      const worker = async (): Promise<void> => {
        for (const [i, key] of pending) found[i] = await fetchOne(key);
      };
      await Promise.all(Array.from({ length: Math.min(FETCHES, keys.length) }, worker));
      return found;
    },
    async forget(keys) {
      for (const key of keys) await rm(join(root, ...key.split('/')), { force: true });
    },
    async keepOnly(prefix, keys) {
      for (const cache of [root, ...siblings]) {
        const folder = join(cache, prefix);
        const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
        for (const entry of entries) {
          const path = join(entry.parentPath, entry.name);
          const key = relative(cache, path).replaceAll('\\', '/');
          if (entry.isFile() && !entry.name.endsWith('.part') && !keys.has(key))
            await rm(path, { force: true });
        }
      }
    },
  };
};
