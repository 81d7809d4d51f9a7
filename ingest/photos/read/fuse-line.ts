import { distance } from '../understand/distance.ts';
import { fold } from '../understand/fold.ts';
import type { CutReading } from './read-cuts.ts';
import { exactPart } from './exact-part.ts';

/** Text and how sure it is, 0 to 1. */
export type Heard = { text: string; confidence: number };

/** Two readings of one line differ by fewer of its letters than this: they are readings of the same words. */
const SAME_WORDS = 0.12;
/** Under this Tesseract is not asked how a word is spelled. */
const SPELLS = 0.6;
/** What a line that only one engine reads is worth beside one that both read. */
const ALONE = 0.85;
/** Below what any contact is taken from. */
const UNSURE = 0.6;

const letters = (text: string): string => fold(text).replaceAll(/[^\p{L}\p{N}]/gu, '');

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
  if (own !== null && agreed !== undefined) {
    return { text: agreed, confidence: Math.max(neural.confidence, tesseract.confidence) };
  }
  const best = own === null && tesseract.confidence > neural.confidence ? tesseract : neural;
  return { text: best.text, confidence: Math.min(UNSURE, best.confidence) };
};

/** Words of both, one by one, where they are as many: Tesseract's where they differ by accents or it is surer. */
const wordByWord = (neural: Heard, tesseract: Heard): string => {
  const [a, b] = [neural.text.split(/\s+/), tesseract.text.split(/\s+/)];
  if (a.length !== b.length) return tesseract.text;
  return b
    .map((word, at) => {
      const other = a[at] ?? word;
      return letters(word) === letters(other) || tesseract.confidence > neural.confidence ? word : other;
    })
    .join(' ');
};

/**
 * One line out of what two engines read of it. Tesseract knows French, its accents and its blanks; the networks see
 * letters that it does not. Where both read the same words Tesseract spells them; else the surer one stands alone.
 */
export const fuseLine = (neural: Heard, tesseract: CutReading): Heard => {
  const exact = exactly(neural, tesseract);
  if (exact) return exact;
  const [a, b] = [letters(neural.text), letters(tesseract.text)];
  const allowed = Math.floor(SAME_WORDS * Math.max(a.length, b.length));
  if (a.length > 0 && distance(a, b, allowed) <= allowed && (a === b || tesseract.confidence >= SPELLS)) {
    const confidence = Math.max(neural.confidence, tesseract.confidence);
    return { text: wordByWord(neural, tesseract), confidence };
  }
  const alone =
    tesseract.confidence >= 0.85 && tesseract.confidence > neural.confidence + 0.05 ? tesseract : neural;
  return {
    text: alone === neural ? parted(neural.text) : tesseract.text,
    confidence: ALONE * alone.confidence,
  };
};
