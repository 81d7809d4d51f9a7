import { isUtf8 } from 'node:buffer';

/** How bytes become text. `utf-8` reads a stray byte as Windows-1252 rather than losing it. */
export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be' | 'iso-8859-15';

/** Bytes looked at before the encoding is decided. */
export const SNIFF_BYTES = 64 * 1024;

const NAMES: readonly (readonly [RegExp, Encoding])[] = [
  [/^utf-?8$/i, 'utf-8'],
  [/^utf-?16-?be$/i, 'utf-16be'],
  [/^(utf-?16(-?le)?|ucs-?2|unicode)$/i, 'utf-16le'],
  [/^(iso-?8859-?15|latin-?9)$/i, 'iso-8859-15'],
  // what calls itself Latin 1 is Windows-1252 on the web: the codes between are no characters
  [/^(iso-?8859-?1|latin-?1|(windows|cp)-?1252|us-ascii|ascii|ansi)$/i, 'windows-1252'],
];

const named = (name: string | null | undefined): Encoding | null =>
  name === null || name === undefined ? null : (NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? null);

/** The charset of a Content-Type; null when it names none. */
export const charsetOf = (contentType: string | null): string | null =>
  /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? null;

const fromMark = (head: Uint8Array): { encoding: Encoding; skip: number } | null => {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', skip: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', skip: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', skip: 2 };
  return null;
};

/** Text of a European feed in UTF-16 has a zero in every other byte, and nothing else has. */
const fromZeros = (head: Uint8Array): Encoding | null => {
  const length = Math.min(head.length, 1024) & ~1;
  if (length < 2) return null;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < length; at += 2) {
    if (head[at] === 0) even += 1;
    if (head[at + 1] === 0) odd += 1;
  }
  if (odd > length / 4 && even < length / 16) return 'utf-16le';
  return even > length / 4 && odd < length / 16 ? 'utf-16be' : null;
};

const declared = (head: Uint8Array): string | null => {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 1024)).toString('latin1');
  return (
    /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w-]+)/i.exec(start)?.[1] ??
    /<meta[^>]*?charset\s*=\s*["']?([\w-]+)/i.exec(start)?.[1] ??
    null
  );
};

/** Length of the UTF-8 sequence that begins at `at`, 1 for ASCII, 0 when none does; -1 when the bytes end inside it. */
export const sequenceAt = (bytes: Uint8Array, at: number): number => {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first <= 0xdf
      ? 2
      : first >= 0xe0 && first <= 0xef
        ? 3
        : first >= 0xf0 && first <= 0xf4
          ? 4
          : 0;
  if (length === 0) return 0;
  for (let next = 1; next < length; next += 1) {
    if (at + next >= bytes.length) return -1;
    const byte = bytes[at + next] ?? 0;
    // overlong forms, surrogates and code points above U+10FFFF begin with a second byte out of these
    const low = next > 1 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const high = next > 1 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    if (byte < low || byte > high) return 0;
  }
  return length;
};

/** How many sequences of more than one byte are UTF-8, and how many bytes above ASCII are not. */
const countUtf8 = (head: Uint8Array): { good: number; bad: number } => {
  let good = 0;
  let bad = 0;
  for (let at = 0; at < head.length;) {
    const length = sequenceAt(head, at);
    if (length > 1) good += 1;
    else if (length === 0) bad += 1;
    else if (length === -1) break;
    at += Math.max(1, length);
  }
  return { good, bad };
};

/**
 * The encoding of a document, from what it shows rather than from what it says: its mark, zeros, whether its bytes are
 * UTF-8; the declaration (of the mapping, of XML, of HTTP) decides only what the bytes leave open.
 * @param head its first bytes, `SNIFF_BYTES` of them or all
 * @param said names in order of trust: the mapping's, then the server's
 */
export const detectEncoding = (
  head: Uint8Array,
  said: readonly (string | null)[],
): { encoding: Encoding; skip: number } => {
  const marked = fromMark(head);
  if (marked) return marked;
  const zeros = fromZeros(head);
  if (zeros) return { encoding: zeros, skip: 0 };
  const [mapping, server] = said;
  const claim = named(mapping) ?? named(declared(head)) ?? named(server);
  const narrow = claim === 'iso-8859-15' ? claim : 'windows-1252';
  if (isUtf8(head)) {
    const pure = countUtf8(head).good === 0;
    return {
      encoding: pure && (claim === 'windows-1252' || claim === 'iso-8859-15') ? claim : 'utf-8',
      skip: 0,
    };
  }
  const { good, bad } = countUtf8(head);
  return { encoding: bad > good ? narrow : 'utf-8', skip: 0 };
};
