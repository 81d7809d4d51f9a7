import type { PhotoLine } from '../../../game/photo.ts';
import { closeUp, fold } from './fold.ts';

/** A line made ready for looking things up: spaced capitals closed, folded with the same indexes as `text`. */
export type AdLine = { index: number; text: string; folded: string; confidence: number; height: number };

/** Lines of a reading, ready to be understood; `index` points into the reading's lines. */
export const adLines = (lines: readonly PhotoLine[]): AdLine[] =>
  lines.map((line, index) => {
    const text = closeUp(line.text.normalize('NFC'));
    return { index, text, folded: fold(text), confidence: line.confidence, height: line.box.height };
  });
