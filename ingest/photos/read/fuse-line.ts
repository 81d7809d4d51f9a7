import { align, type Pair } from './align.ts';
import { exactPart } from './exact-part.ts';
import type { CutReading } from './read-cuts.ts';
import { isAdWord, mended } from './vocabulary.ts';

/** Text and how sure it is, 0 to 1. */
export type Heard = { text: string; confidence: number };

/** Two readings of one line that differ by at most this share of its letters are readings of the same words. */
const SAME_WORDS = 0.25;
/** Under this Tesseract is not asked where words begin. */
const SPELLS = 0.55;
/** What a line that only one engine reads is worth beside one that both read. */
const ALONE = 0.85;
/** Below what any contact is taken from. */
const UNSURE = 0.6;

const length = (text: string): number => text.replaceAll(/[^\p{L}\p{N}]/gu, '').length;

/** The neural engine leaves out blanks: a capital after a small letter, or a letter after a comma, begins a word. */
const parted = (text: string): string =>
  text.includes('@') || text.includes('www')
    ? text
    : text.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ').replaceAll(/(?<=[,;!?:)])(?=\p{L})/gu, ' ');

/** Numbers and addresses: right only where both engines say the same; otherwise kept, too unsure to be taken. */
const exactly = (neural: Heard, tesseract: CutReading): Heard | null => {
  const own = exactPart(neural.text);
  const others = [tesseract.text, ...tesseract.others];
  if (own === null && others.every((text) => exactPart(text) === null)) return null;
  const agreed = others.find((text) => exactPart(text) === own);
  const confidence = Math.max(neural.confidence, tesseract.confidence);
  if (own !== null && agreed !== undefined) return { text: merged(neural.text, agreed), confidence };
  const best = own === null && tesseract.confidence > neural.confidence ? tesseract : neural;
  return { text: best.text, confidence: Math.min(UNSURE, best.confidence) };
};

const wordOf = (pairs: readonly Pair[], side: 'a' | 'b'): string =>
  pairs.map((pair) => pair[side]?.char ?? '').join('');

/** One word of an alignment: the networks' letters with Tesseract's accents, unless only Tesseract's is a word of ads. */
const spelled = (pairs: readonly Pair[]): string => {
  const [seen, written] = [wordOf(pairs, 'a'), wordOf(pairs, 'b')];
  if (isAdWord(written) && !isAdWord(seen)) return written;
  return pairs
    .map(({ a, b }) => {
      if (a && b)
        return a.key === b.key ? (/\p{M}/u.test(a.char.normalize('NFD')) ? a.char : b.char) : a.char;
      return a?.char ?? '';
    })
    .join('');
};

/** Both readings of one line made one: blanks of either, word by word. */
const merged = (seen: string, written: string): string => {
  const words: Pair[][] = [];
  let word: Pair[] = [];
  for (const pair of align(seen, written).pairs) {
    if ((pair.a?.blank ?? false) || (pair.b?.blank ?? false)) {
      words.push(word);
      word = [];
    }
    word.push(pair);
  }
  words.push(word);
  return words
    .map(spelled)
    .filter((text) => text !== '')
    .join(' ');
};

/**
 * One line out of what two engines read of it. The networks see letters that Tesseract does not; Tesseract knows
 * French, its accents and its blanks. Where both read the same words they are joined letter by letter; else the surer
 * engine stands alone, and the line is less sure.
 */
export const fuseLine = (neural: Heard, tesseract: CutReading): Heard => {
  const exact = exactly(neural, tesseract);
  if (exact) return exact;
  const { slips, letters } = align(neural.text, tesseract.text);
  if (letters > 0 && tesseract.confidence >= (slips < 1 ? 0 : SPELLS) && slips <= SAME_WORDS * letters) {
    const confidence = Math.max(neural.confidence, tesseract.confidence) * (1 - slips / (2 * letters));
    return { text: merged(neural.text, tesseract.text), confidence };
  }
  const whole = length(tesseract.text) >= 0.8 * length(neural.text);
  const surer = tesseract.confidence >= 0.85 && tesseract.confidence > neural.confidence + 0.05;
  const alone = surer && (whole || neural.confidence < UNSURE) ? tesseract : neural;
  return {
    text: mended(alone === neural ? parted(neural.text) : tesseract.text),
    confidence: ALONE * alone.confidence,
  };
};
