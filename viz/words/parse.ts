export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One dictionary per language; keys are the same in both. */
export type Words = Record<Language, ReadonlyMap<string, string>>;

const KEY = /^`([a-z][\w.+-]*)`$/;

/** French puts a thin, unbreakable space before ; : ! ? and inside « ». */
const frenchSpaces = (text: string): string =>
  text
    .replaceAll(/ ([;:!?»])/g, '\u202F$1')
    .replaceAll('« ', '«\u202F')
    .replaceAll(' %', '\u202F%');

/**
 * Reads `docs/words.md`: every table row of three cells whose first is a key in backquotes.
 * Throws an Error naming the line on a key given twice or an empty cell.
 */
export const parseWords = (markdown: string): Words => {
  const fr = new Map<string, string>();
  const en = new Map<string, string>();
  for (const [index, line] of markdown.split('\n').entries()) {
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const key = KEY.exec(cells[0] ?? '')?.[1];
    if (key === undefined) continue;
    const [, french, english] = cells;
    if (cells.length !== 3 || !french || !english) {
      throw new Error(`docs/words.md line ${index + 1}: key ${key} needs a French and an English text`);
    }
    if (fr.has(key)) throw new Error(`docs/words.md line ${index + 1}: key ${key} is given twice`);
    fr.set(key, frenchSpaces(french));
    en.set(key, english);
  }
  return { fr, en };
};
