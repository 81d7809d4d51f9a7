import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { JokaError } from '../../game/errors.ts';
import { checkBytes, keyHash } from './keys.ts';
import type { ObjectStore } from './object-store.ts';

const code = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;

/** Bytes and then their folder entry are on the disk when this returns. */
const writeDurably = async (path: string, bytes: Uint8Array): Promise<void> => {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
};

const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r').catch(() => null); // Windows cannot open a folder
  try {
    await folder?.sync();
  } finally {
    await folder?.close();
  }
};

/**
 * The store in a directory of one machine.
 *
 * A put writes a temporary file, syncs it, then hard-links it to its name: the link fails when the name exists, so
 * exactly one writer wins and a reader never sees half an object.
 */
export const directoryStore = (root: string): ObjectStore => {
  const pathOf = (key: string): string => join(root, ...key.split('/'));
  const temporary = join(root, '.tmp');

  const walk = async function* (folder: string, prefix: string): AsyncIterable<string> {
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
      if (code(error) === 'ENOENT') return [];
      throw error;
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const key = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
      if (entry.isDirectory()) {
        if (entry.name !== '.tmp') yield* walk(join(folder, entry.name), key);
      } else yield key;
    }
  };

  return {
    async put(key, bytes) {
      const hash = checkBytes(key, bytes);
      const info = { key, size: bytes.length, sha256: hash };
      const path = pathOf(key);
      const draft = join(temporary, randomUUID());
      try {
        await mkdir(temporary, { recursive: true, mode: 0o700 });
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await writeDurably(draft, bytes);
        await link(draft, path);
        await syncFolder(dirname(path));
        return { ...info, written: true };
      } catch (error) {
        if (code(error) === 'EEXIST') return { ...info, written: false };
        throw new JokaError(
          'STORE_UNAVAILABLE',
          { where: root, key, reason: code(error) ?? 'unknown' },
          error,
        );
      } finally {
        await rm(draft, { force: true });
      }
    },
    async get(key) {
      keyHash(key);
      const bytes = await readFile(pathOf(key)).catch((error: unknown) => {
        if (code(error) === 'ENOENT') return null;
        throw new JokaError(
          'STORE_UNAVAILABLE',
          { where: root, key, reason: code(error) ?? 'unknown' },
          error,
        );
      });
      if (bytes === null) return null;
      checkBytes(key, bytes);
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    },
    async head(key) {
      const hash = keyHash(key);
      const found = await stat(pathOf(key)).catch(() => null);
      return found === null ? null : { key, size: found.size, sha256: hash };
    },
    async *list(prefix) {
      for await (const key of walk(root, '')) if (key.startsWith(prefix)) yield key;
    },
    async delete(key) {
      keyHash(key);
      await rm(pathOf(key), { force: true });
    },
  };
};
