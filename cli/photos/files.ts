import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { JokaError } from '../../game/errors.ts';

const PICTURES = new Set(['.jpg', '.jpeg', '.png', '.webp', '.heic', '.heif']);

/**
 * The files named, and the pictures of the folders named, sorted. A file named by hand is taken whatever its ending.
 * @throws JokaError PHOTO_FILE_MISSING
 */
export const pictureFiles = async (named: readonly string[]): Promise<string[]> => {
  const files: string[] = [];
  for (const name of named) {
    const info = await stat(name).catch(() => null);
    if (info === null) throw new JokaError('PHOTO_FILE_MISSING', { file: name });
    if (!info.isDirectory()) files.push(name);
    else {
      const inside = await readdir(name);
      const pictures = inside.filter((file) => PICTURES.has(path.extname(file).toLowerCase()));
      files.push(...pictures.sort().map((file) => path.join(name, file)));
    }
  }
  return files;
};
