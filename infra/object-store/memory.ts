import { checkBytes, keyHash } from './keys.ts';
import type { ObjectStore } from './object-store.ts';

/** The store in memory: for tests. Same contract as the others. */
export const memoryStore = (): ObjectStore => {
  const objects = new Map<string, Uint8Array>();
  return {
    async put(key, bytes) {
      const hash = checkBytes(key, bytes);
      const written = !objects.has(key);
      if (written) objects.set(key, Uint8Array.from(bytes));
      return { key, size: bytes.length, sha256: hash, written };
    },
    async get(key) {
      keyHash(key);
      const bytes = objects.get(key);
      return bytes === undefined ? null : Uint8Array.from(bytes);
    },
    async head(key) {
      const hash = keyHash(key);
      const bytes = objects.get(key);
      return bytes === undefined ? null : { key, size: bytes.length, sha256: hash };
    },
    async *list(prefix) {
      yield* [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    },
    async delete(key) {
      keyHash(key);
      objects.delete(key);
    },
  };
};
