import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { sequenceAt } from './encoding.ts';

/** Bytes in, text out, in chunks of any size. */
export type TextDecoding = { write(bytes: Uint8Array): string; end(): string };

const mixed = (bytes: Buffer): string => {
  let text = '';
  let from = 0;
  for (let at = 0; at < bytes.length;) {
    const length = sequenceAt(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    text += bytes.toString('utf8', from, at) + iconv.decode(bytes.subarray(at, at + 1), 'windows-1252');
    at += 1;
    from = at;
  }
  return text + bytes.toString('utf8', from);
};

/** Length of `bytes` without a sequence that its end cuts. */
const wholeLength = (bytes: Uint8Array): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const at = bytes.length - back;
    if (sequenceAt(bytes, at) === -1) return at;
    if (((bytes[at] ?? 0) & 0xc0) !== 0x80) break;
  }
  return bytes.length;
};

/**
 * UTF-8, each byte that is none read as Windows-1252: a feed put together from two systems loses no letter.
 * Chunks may end inside a character.
 */
export const lenientUtf8 = (): TextDecoding => {
  let rest = Buffer.alloc(0);
  return {
    write: (chunk) => {
      const bytes =
        rest.length === 0
          ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
          : Buffer.concat([rest, chunk]);
      const whole = wholeLength(bytes);
      rest = Buffer.from(bytes.subarray(whole));
      const now = bytes.subarray(0, whole);
      return isUtf8(now) ? now.toString('utf8') : mixed(now);
    },
    end: () => {
      const text = rest.length === 0 ? '' : iconv.decode(rest, 'windows-1252');
      rest = Buffer.alloc(0);
      return text;
    },
  };
};
