import { createHash } from 'node:crypto';
import { JokaError } from '../../game/errors.ts';

/** Lower-case hexadecimal SHA-256. */
export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/**
 * The key grammar. Every key ends in the hash of its bytes, so that a reader can check what it got and a second
 * writer of the same bytes writes nothing.
 *
 *   raw/<source>/<sha256>.<ext>                    pages and files as a partner sent them
 *   photos/<sha256>.jpg                            pictures without metadata
 *   posters/<sha256>.jpg                           windows of an invented town
 *   lake/<table>/<ISO week>/<bucket>-<sha256>.parquet
 *   runs/<kind>/<sha256>.parquet                   results of a computation
 *   parts/<kind>/<sha256>.parquet                  what the steps of a running computation pass on
 */
const GRAMMAR = [
  /^raw\/[a-z0-9-]{1,40}\/([0-9a-f]{64})\.(json|xml|csv|html|bin)$/,
  /^photos\/([0-9a-f]{64})\.jpg$/,
  /^posters\/([0-9a-f]{64})\.jpg$/,
  /^lake\/[a-z_]{1,40}\/\d{4}-W\d{2}\/\d{1,5}-([0-9a-f]{64})\.parquet$/,
  /^runs\/[a-z0-9-]{1,40}\/([0-9a-f]{64})\.(parquet|json)$/,
  /^parts\/[a-z0-9-]{1,40}\/([0-9a-f]{64})\.parquet$/,
];

/**
 * The hash a key promises.
 * @throws JokaError STORE_KEY_INVALID when the key is not of the grammar
 */
export const keyHash = (key: string): string => {
  for (const rule of GRAMMAR) {
    const hash = rule.exec(key)?.[1];
    if (hash !== undefined) return hash;
  }
  throw new JokaError('STORE_KEY_INVALID', { key });
};

/**
 * Refuses bytes that are not those the key names.
 * @throws JokaError STORE_OBJECT_CORRUPT
 */
export const checkBytes = (key: string, bytes: Uint8Array): string => {
  const expected = keyHash(key);
  const found = sha256(bytes);
  if (found !== expected) throw new JokaError('STORE_OBJECT_CORRUPT', { key, found, expected });
  return found;
};

export const rawKey = (
  source: string,
  bytes: Uint8Array,
  extension: 'json' | 'xml' | 'csv' | 'html' | 'bin',
): string => `raw/${source}/${sha256(bytes)}.${extension}`;
export const photoKey = (bytes: Uint8Array): string => `photos/${sha256(bytes)}.jpg`;
export const posterKey = (bytes: Uint8Array): string => `posters/${sha256(bytes)}.jpg`;
export const lakeKey = (table: string, week: string, bucket: number, bytes: Uint8Array): string =>
  `lake/${table}/${week}/${bucket}-${sha256(bytes)}.parquet`;
export const runKey = (kind: string, bytes: Uint8Array, extension: 'parquet' | 'json' = 'parquet'): string =>
  `runs/${kind}/${sha256(bytes)}.${extension}`;
export const partKey = (kind: string, bytes: Uint8Array): string => `parts/${kind}/${sha256(bytes)}.parquet`;
