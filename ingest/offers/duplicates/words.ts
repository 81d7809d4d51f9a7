/** Letters as a–z and digits, everything else a gap: a table for the first 0x180 code points. */
const FOLD = new Uint8Array(0x180);
for (let code = 0; code < FOLD.length; code += 1) {
  const letter = String.fromCodePoint(code).normalize('NFD').toLowerCase().charCodeAt(0);
  const plain = code === 0x153 || code === 0x152 ? 0x6f : code === 0xe6 || code === 0xc6 ? 0x61 : letter;
  if ((plain >= 0x61 && plain <= 0x7a) || (plain >= 0x30 && plain <= 0x39)) FOLD[code] = plain;
}
const LETTERS = Array.from({ length: 128 }, (_, code) => String.fromCodePoint(code));
const COMBINING_FROM = 0x300;
const COMBINING_TO = 0x36f;
const PRIME = 0x01000193;
const OFFSET = 0x811c9dc5;

/**
 * Hashes the words of a text without case, accents or punctuation (FNV-1a, 32 bits) into `into`, from its start.
 * No string is made. Answers how many; what does not fit is left out.
 */
export const hashWords = (text: string, into: Uint32Array): number => {
  let count = 0;
  let hash = OFFSET;
  let inside = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const letter = code < 0x180 ? (FOLD[code] ?? 0) : 0;
    if (letter !== 0) {
      hash = Math.imul(hash ^ letter, PRIME);
      inside = true;
    } else if (inside && !(code >= COMBINING_FROM && code <= COMBINING_TO)) {
      if (count === into.length) return count;
      into[count] = hash;
      count += 1;
      hash = OFFSET;
      inside = false;
    }
  }
  if (inside && count < into.length) {
    into[count] = hash;
    count += 1;
  }
  return count;
};

/** The words themselves, folded the same way. */
export const foldWords = (text: string): string[] => {
  const words: string[] = [];
  let word = '';
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const letter = code < 0x180 ? (FOLD[code] ?? 0) : 0;
    if (letter !== 0) word += LETTERS[letter] ?? '';
    else if (word !== '' && !(code >= COMBINING_FROM && code <= COMBINING_TO)) {
      words.push(word);
      word = '';
    }
  }
  if (word !== '') words.push(word);
  return words;
};

/** Words in a shingle: long enough that chance meetings of unlike ads are rare. */
export const SHINGLE = 5;
/** Words of a text that are looked at. */
export const LONGEST = 4000;

const words = new Uint32Array(LONGEST);
const found = new Uint32Array(LONGEST);

/** The distinct shingles of a text as sorted hashes; a view that the next call overwrites. Too short a text has none. */
export const shinglesOf = (text: string): Uint32Array => {
  const n = hashWords(text, words) - SHINGLE + 1;
  if (n <= 0) return found.subarray(0, 0);
  for (let i = 0; i < n; i += 1) {
    let hash = 0x9e3779b9;
    for (let k = i; k < i + SHINGLE; k += 1) {
      hash = Math.imul(hash ^ (words[k] ?? 0), 0x85ebca6b);
      hash ^= hash >>> 13;
    }
    found[i] = Math.imul(hash, 0xc2b2ae35);
  }
  const all = found.subarray(0, n).sort();
  let distinct = 0;
  for (let i = 0; i < n; i += 1) {
    const hash = all[i] ?? 0;
    if (i > 0 && hash === all[i - 1]) continue;
    all[distinct] = hash;
    distinct += 1;
  }
  return all.subarray(0, distinct);
};
