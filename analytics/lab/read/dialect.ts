import { closeSync, openSync, readSync } from 'node:fs';

/** How a text file is cut into cells. `lines` are the first ones, decoded. */
export type Dialect = {
  readonly encoding: 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';
  readonly delimiter: string;
  readonly header: readonly string[];
  readonly lines: readonly string[];
};

const HEAD = 262_144;
const DELIMITERS = [';', '\t', '|', ','] as const;

/** First bytes of a file. */
export const headBytes = (path: string, size = HEAD): Uint8Array => {
  const file = openSync(path, 'r');
  try {
    const bytes = new Uint8Array(size);
    return bytes.subarray(0, readSync(file, bytes, 0, size, 0));
  } finally {
    closeSync(file);
  }
};

/** Cells of one line, quotes taken off. */
export const splitLine = (line: string, delimiter: string): string[] => {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < line.length; i += 1) {
    const letter = line.charAt(i);
    if (letter === '"') {
      if (quoted && line.charAt(i + 1) === '"') {
        cell += '"';
        i += 1;
      } else quoted = !quoted;
    } else if (letter === delimiter && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += letter;
  }
  return [...cells, cell].map((text) => text.trim());
};

const encodingOf = (bytes: Uint8Array): Dialect['encoding'] => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  try {
    // A cut in the middle of a letter at the end of the head is no fault.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
};

/** The delimiter that cuts the header into most cells, and the first lines into as many. */
const delimiterOf = (lines: readonly string[]): string => {
  const [header = ''] = lines;
  let best: string = ',';
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const width = splitLine(header, delimiter).length;
    const agree = lines.filter((line) => splitLine(line, delimiter).length === width).length / lines.length;
    if (width > 1 && width * agree > most) [best, most] = [delimiter, width * agree];
  }
  return best;
};

/** Looks at the head of a delimited text. Null when it holds no line. */
export const sniff = (path: string): Dialect | null => {
  const bytes = headBytes(path);
  const encoding = encodingOf(bytes);
  const lines = new TextDecoder(encoding)
    .decode(bytes)
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 200);
  const [first] = lines;
  if (first === undefined) return null;
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  const delimiter = delimiterOf(whole);
  return { encoding, delimiter, header: splitLine(first, delimiter), lines };
};

/** A header as it is compared: lower case, no accents, words joined by `_`. */
export const plainHeader = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '');
