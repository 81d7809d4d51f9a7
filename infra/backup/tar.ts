import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { JokaError } from '../../game/errors.ts';

/** One member of the archive: any `tar` shows and extracts it. */
export type TarEntry = { name: string; bytes: Uint8Array };

const BLOCK = 512;
const NAME = 100;
const PREFIX = 155;

/** ustar keeps long names as directory and rest. */
const splitName = (name: string): [prefix: string, rest: string] => {
  if (Buffer.byteLength(name) <= NAME) return ['', name];
  for (let at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1))
    if (at <= PREFIX && Buffer.byteLength(name.slice(at + 1)) <= NAME)
      return [name.slice(0, at), name.slice(at + 1)];
  throw new JokaError('BACKUP_CORRUPT', { file: name, reason: 'a name is too long for the archive' });
};

const header = (name: string, size: number): Buffer => {
  const [prefix, rest] = splitName(name);
  const block = Buffer.alloc(BLOCK);
  block.write(rest, 0, NAME);
  block.write('0000600\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write('        ', 148);
  block.write('0', 156);
  block.write('ustar\u000000', 257);
  block.write(prefix, 345, PREFIX);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
};

const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

/** Appends one member. */
export const writeEntry = async (file: FileHandle, { name, bytes }: TarEntry): Promise<void> => {
  await file.writev([header(name, bytes.length), bytes, Buffer.alloc(padding(bytes.length))]);
};

/** Ends the archive and waits for the disk. */
export const writeEnd = async (file: FileHandle): Promise<void> => {
  await file.write(Buffer.alloc(2 * BLOCK));
  await file.sync();
};

const text = (block: Buffer, from: number, length: number): string =>
  block.toString('utf8', from, from + length).replace(/\0.*$/s, '');

/** The members in order, one in memory at a time. @throws JokaError BACKUP_CORRUPT when the file is cut or not one. */
export async function* readEntries(path: string): AsyncGenerator<TarEntry> {
  const corrupt = (reason: string): JokaError => new JokaError('BACKUP_CORRUPT', { file: path, reason });
  const file = await open(path, 'r').catch((error: unknown) => {
    throw corrupt(error instanceof Error ? error.message : 'it cannot be opened');
  });
  try {
    for (let at = 0; ;) {
      const block = Buffer.alloc(BLOCK);
      if ((await file.read(block, 0, BLOCK, at)).bytesRead < BLOCK) throw corrupt('it ends too early');
      if (block.every((byte) => byte === 0)) return;
      const size = Number.parseInt(text(block, 124, 12), 8);
      if (text(block, 257, 5) !== 'ustar' || !Number.isSafeInteger(size))
        throw corrupt('it is not a backup of Joka');
      const bytes = Buffer.alloc(size);
      if (size > 0 && (await file.read(bytes, 0, size, at + BLOCK)).bytesRead < size)
        throw corrupt('it ends too early');
      const prefix = text(block, 345, PREFIX);
      yield { name: (prefix === '' ? '' : `${prefix}/`) + text(block, 0, NAME), bytes };
      at += BLOCK + size + padding(size);
    }
  } finally {
    await file.close();
  }
}
