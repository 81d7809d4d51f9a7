import { readdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';

/** Bytes of the files in a directory, links not followed; 0 when it is absent. What cannot be read is left out. */
export const directoryBytes = async (directory: string): Promise<number> => {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  let total = 0;
  for (const entry of entries) {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) total += await directoryBytes(file);
    else if (entry.isFile()) total += (await stat(file).catch(() => null))?.size ?? 0;
  }
  return total;
};

/** Bytes free for us on the disk that holds a path, or would hold it. */
export const freeBytes = async (directory: string): Promise<number> => {
  for (let at = path.resolve(directory); ; at = path.dirname(at)) {
    const found = await statfs(at).catch(() => null);
    if (found !== null) return found.bavail * found.bsize;
    if (at === path.dirname(at)) return 0;
  }
};
