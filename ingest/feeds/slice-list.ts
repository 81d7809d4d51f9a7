const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN = new Set([0x5b, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);
const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** The bytes of each element of a JSON list; `closed` is false when the bytes end before the list does. */
export type Slices = { readonly items: readonly Uint8Array[]; readonly closed: boolean };

const trimmed = (bytes: Uint8Array): Uint8Array => {
  let from = 0;
  let to = bytes.length;
  while (from < to && SPACE.has(bytes[from] ?? 0)) from += 1;
  while (to > from && SPACE.has(bytes[to - 1] ?? 0)) to -= 1;
  return bytes.subarray(from, to);
};

const listStart = (bytes: Uint8Array, key: string): number | null => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const name = `"${key}"`;
  for (let at = buffer.indexOf(name); at >= 0; at = buffer.indexOf(name, at + 1)) {
    const rest = /^\s*:\s*\[/.exec(buffer.toString('latin1', at + name.length, at + name.length + 200));
    if (rest) return at + name.length + rest[0].length;
  }
  return null;
};

/**
 * Cuts the list under `key` into its elements without understanding them: only quotes, escapes and brackets count,
 * all ASCII, so bytes of any UTF-8 state inside strings do not matter. An element that the end of the bytes cuts is
 * left out. Null when there is no such list.
 */
export const sliceList = (bytes: Uint8Array, key: string): Slices | null => {
  const start = listStart(bytes, key);
  if (start === null) return null;
  const items: Uint8Array[] = [];
  let depth = 0;
  let quoted = false;
  let from = start;
  const take = (to: number): void => {
    const item = trimmed(bytes.subarray(from, to));
    if (item.length > 0) items.push(item);
    from = to + 1;
  };
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (quoted) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE) quoted = true;
    else if (OPEN.has(byte)) depth += 1;
    else if (CLOSE.has(byte)) {
      if (depth === 0) {
        take(at);
        return { items, closed: true };
      }
      depth -= 1;
    } else if (byte === COMMA && depth === 0) take(at);
  }
  return { items, closed: false };
};

const START = /\{\s*"id"\s*:/g;

/** The end of the object that begins at `from`, exclusive; null when it does not close before `to`. */
const objectEnd = (bytes: Uint8Array, from: number, to: number): number | null => {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (quoted) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE) quoted = true;
    else if (OPEN.has(byte)) depth += 1;
    else if (CLOSE.has(byte)) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
};

/**
 * Cuts a page whose brackets or quotes are broken into rows, by where rows begin: at `{"id":`. Each row is then judged
 * alone, so that a stray quote costs its own row and not all that follow. `closed` is false when the last one does
 * not end.
 */
export const recoverRows = (bytes: Uint8Array): Slices => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const starts = [...text.matchAll(START)].map(({ index }) => index);
  let closed = true;
  const items = starts.flatMap((start, i) => {
    const limit = starts[i + 1] ?? bytes.length;
    const end = objectEnd(bytes, start, limit);
    if (end === null && i === starts.length - 1) {
      closed = false;
      return [];
    }
    return [bytes.subarray(start, end ?? limit)];
  });
  return { items, closed };
};
