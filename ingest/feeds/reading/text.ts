import iconv from 'iconv-lite';
import { JokaError } from '../../../game/errors.ts';
import type { FeedDocument } from '../connector.ts';
import { charsetOf, detectEncoding, SNIFF_BYTES } from './encoding.ts';
import { gunzipped } from './gunzip.ts';
import { lenientUtf8 } from './lenient-utf8.ts';
import type { TextDecoding } from './lenient-utf8.ts';

const decoderOf = (encoding: string): TextDecoding => {
  if (encoding === 'utf-8') return lenientUtf8();
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  return {
    write: (bytes) => decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
    end: () => decoder.end() ?? '',
  };
};

/**
 * The text of a document: unzipped when it is gzip, decoded by what its bytes show. In constant memory.
 * @param encoding what the mapping declares; null leaves it to the document
 * @throws JokaError FEED_GZIP_BROKEN, FEED_GZIP_BOMB
 */
export const textOf = async function* (
  document: FeedDocument,
  encoding: string | null = null,
): AsyncGenerator<string> {
  let head = Buffer.alloc(0);
  let decoding: TextDecoding | null = null;
  const open = (): string => {
    const found = detectEncoding(head, [encoding, charsetOf(document.contentType)]);
    decoding = decoderOf(found.encoding);
    return decoding.write(head.subarray(found.skip));
  };
  for await (const chunk of gunzipped(document.name, document.chunks())) {
    if (decoding !== null) {
      yield (decoding as TextDecoding).write(chunk);
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length >= SNIFF_BYTES) yield open();
  }
  if (decoding === null) yield open();
  const rest = (decoding as TextDecoding | null)?.end() ?? '';
  if (rest !== '') yield rest;
};

/** True for what a broken document throws in the middle of reading: the rows before it stand. */
export const isBroken = (error: unknown): error is JokaError =>
  error instanceof JokaError && (error.code === 'FEED_GZIP_BROKEN' || error.code === 'FEED_GZIP_BOMB');
