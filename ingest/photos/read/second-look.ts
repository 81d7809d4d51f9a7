import type { PhotoLine } from '../../../game/photo.ts';
import { exactPart } from './exact-part.ts';
import type { Grey } from './grey.ts';
import type { Recogniser } from './recogniser.ts';
import { cutStrip, type LineBox } from './strip.ts';

/** A line with where to cut it again, in pixels of the picture that the pyramid was made of. */
export type CutLine = PhotoLine & { cut: LineBox; lightOnDark: boolean };

/** Heights of the further cuts: letters fall on other pixels, so that a chance misreading seldom comes twice. */
const HEIGHTS = [44, 72] as const;
/** Below what any contact is taken from. */
const UNSURE = 0.6;

/**
 * Lines that hold a number or an address are read twice more, cut at other sizes. Two readings out of three must
 * agree; otherwise the line is kept but too unsure for a contact to be taken from it.
 */
export const secondLook = async (
  recogniser: Recogniser,
  levels: Grey[],
  lines: readonly CutLine[],
): Promise<PhotoLine[]> => {
  const looked: PhotoLine[] = [];
  for (const { cut, lightOnDark, ...line } of lines) {
    const first = exactPart(line.text);
    if (first === null) {
      looked.push(line);
      continue;
    }
    const others: PhotoLine[] = [];
    for (const tall of HEIGHTS) {
      const strip = cutStrip(levels, cut, lightOnDark, tall);
      const read = strip && (await recogniser.line(strip));
      if (read) others.push({ ...line, text: read.text, confidence: read.confidence });
    }
    const [second, third] = others;
    const agreeing = others.filter(({ text }) => exactPart(text) === first);
    if (agreeing.length > 0) looked.push(line);
    else if (
      second &&
      third &&
      exactPart(second.text) !== null &&
      exactPart(second.text) === exactPart(third.text)
    )
      looked.push(second);
    else looked.push({ ...line, confidence: Math.min(UNSURE, line.confidence) });
  }
  return looked;
};
