import { foldWords } from './words.ts';

const NOISE = new Set(
  'h f hf fh m w x d e a de du des la le les en et ou au aux l un une pour sur dans offre emploi recherche recrute poste'.split(
    ' ',
  ),
);
const stemOf = (word: string): string =>
  word
    .replace(/(?:trice|teur)s?$/, 'teu')
    .replace(/(?:euse|eur)s?$/, 'eu')
    .replace(/(?:iere|ier)s?$/, 'ie')
    .replace(/(?:ienne|ien)s?$/, 'ie')
    .replace(/(?:ee|es|e|s)$/, '');

/** Titles are made of few words: their stems are kept, up to so many. */
const KEPT = 100_000;
const stems = new Map<string, string>();

const stem = (word: string): string => {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= KEPT) stems.clear();
  const made = stemOf(word);
  stems.set(word, made);
  return made;
};

/** Words of a title without H/F, gender and small words, in their order. */
export const titleWords = (title: string): readonly string[] => {
  const words: string[] = [];
  for (const word of foldWords(title)) {
    if (NOISE.has(word)) continue;
    const short = stem(word);
    if (!words.includes(short)) words.push(short);
  }
  return words;
};

const one = new Uint32Array(512);
const two = new Uint32Array(512);

/** Sorted codes of the letter trigrams of a folded text, the first 512. */
const trigrams = (text: string, into: Uint32Array): Uint32Array => {
  const n = Math.min(text.length + 1, into.length);
  let code = 0x2020;
  for (let i = 0; i < n; i += 1) {
    code = ((code << 8) | (i < text.length ? text.charCodeAt(i) & 0xff : 0x20)) & 0xffffff;
    into[i] = code;
  }
  return into.subarray(0, n).sort();
};

/** Dice coefficient of letter trigrams of two folded texts, 0-1: two spellings of one title stay near 1. */
export const likeness = (a: string, b: string): number => {
  if (a === b) return 1;
  const x = trigrams(a, one);
  const y = trigrams(b, two);
  let shared = 0;
  for (let i = 0, j = 0; i < x.length && j < y.length;) {
    const left = x[i] ?? 0;
    const right = y[j] ?? 0;
    if (left === right) shared += 1;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return (2 * shared) / (x.length + y.length);
};

const LEGAL =
  /\b(?:sarl|sasu|sas|sa|eurl|sci|scop|snc|selarl|gie|ste|societe|groupe|group|services?|france|agence|etablissements?|ets|cabinet|entreprise)\b/g;

/** An employer's name without legal form and words that all employers share; empty when nothing is left. */
export const employerKey = (employer: string | null): string => {
  if (employer === null) return '';
  const folded = foldWords(employer).join(' ');
  const bare = folded.replaceAll(LEGAL, ' ').replaceAll(/\s+/g, ' ').trim();
  return bare === '' ? folded : bare;
};
