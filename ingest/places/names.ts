const LIGATURES: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae' };
const WORDS: Readonly<Record<string, string>> = {
  st: 'saint',
  ste: 'sainte',
  sts: 'saints',
  stes: 'saintes',
  s: 'sur',
};

/** Any text without case, accents, punctuation and line ends: words and single spaces. */
export const foldText = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

/**
 * One spelling for a French place name: lower case, no accent, apostrophe or hyphen, `ST`/`STE` written out,
 * `CEDEX 12` dropped. `ST-OUEN-L'AUMÔNE` and `Saint-Ouen-l'Aumône` both give `saint ouen l aumone`.
 */
export const foldName = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[œæ]/g, (letter) => LIGATURES[letter] ?? letter)
    .replaceAll(/\bs\/(?=\w)/g, 's ')
    .replaceAll(/\bcedex(\s+\d+)?\b/g, ' ')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .map((word, i) => (word === 's' && i === 0 ? word : (WORDS[word] ?? word)))
    .join(' ');
