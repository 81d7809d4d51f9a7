import { createReadStream, createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import iconv from 'iconv-lite';
import { headBytes, sniff, type Dialect } from './dialect.ts';

/** A file as DuckDB can read it: UTF-8, not packed. `work` is where copies go; the original is never touched. */
export const readableCopy = async (
  file: string,
  work: string,
  number: number,
): Promise<{ path: string; dialect: Dialect | null }> => {
  let readable = file;
  const packed = headBytes(file, 2);
  if (packed[0] === 0x1f && packed[1] === 0x8b) {
    readable = path.join(work, `${number}.unpacked`);
    await pipeline(createReadStream(file), createGunzip(), createWriteStream(readable));
  }
  const dialect = sniff(readable);
  if (dialect === null || dialect.encoding === 'utf-8') return { path: readable, dialect };
  const decoded = path.join(work, `${number}.utf8`);
  await pipeline(
    createReadStream(readable),
    iconv.decodeStream(dialect.encoding),
    iconv.encodeStream('utf-8'),
    createWriteStream(decoded),
  );
  return { path: decoded, dialect };
};
