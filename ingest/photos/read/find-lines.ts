import { components } from './components.ts';
import type { Grey } from './grey.ts';
import { linkLines } from './link.ts';
import { standsOut, sumTable } from './local-mean.ts';
import { boxAround, type LineBox } from './strip.ts';

/** A line that may hold text, and whether its letters are lighter than what is around them. */
export type FoundLine = LineBox & { lightOnDark: boolean; letters: number };

const THRESHOLD = 14;
/** Strips to recognise at most: a cluttered street has hundreds of things like letters. */
const MAX_LINES = 70;

const alike = (a: FoundLine, b: FoundLine): boolean => {
  const near = Math.hypot(a.x - b.x, a.y - b.y) < 0.35 * Math.min(a.height, b.height);
  const [w, h] = [a.width / b.width, a.height / b.height];
  return a.lightOnDark === b.lightOnDark && near && w > 0.9 && w < 1.1 && h > 0.75 && h < 1.33;
};

/**
 * Lines of text on a picture, by patches that stand out from their surroundings at two scales and both polarities.
 *
 * A home-made finder after `Gómez & Karatzas`' observation that rectified lines decide how well Tesseract reads.
 */
export const findLines = (grey: Grey): FoundLine[] => {
  const { width, height } = grey;
  const sums = sumTable(grey);
  const side = Math.max(width, height);
  const found: FoundLine[] = [];
  for (const radius of [Math.round(side / 50), Math.round(side / 17)]) {
    for (const sign of [-1, 1] as const) {
      const mask = standsOut(grey, sums, radius, sign, THRESHOLD);
      for (const letters of linkLines(components(mask, width, height), width, height)) {
        const box = boxAround(letters);
        if (!box) continue;
        const line = { ...box, lightOnDark: sign === 1, letters: letters.length };
        if (!found.some((other) => alike(other, line))) found.push(line);
      }
    }
  }
  return found.toSorted((a, b) => b.letters * b.height - a.letters * a.height).slice(0, MAX_LINES);
};
