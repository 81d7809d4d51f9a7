import type { PhotoLine } from '../../../game/photo.ts';
import type { CutLine } from './second-look.ts';

/** A line is worth its sure letters. */
export const worth = (line: PhotoLine): number =>
  line.confidence * line.confidence * line.text.replaceAll(/[^\p{L}\p{N}]/gu, '').length;

/**
 * Share of the smaller line that lies on the other, measured along the first one's direction: the upright boxes of two
 * tilted neighbours overlap although the lines do not.
 */
const overlap = ({ cut: a }: CutLine, { cut: b }: CutLine): number => {
  const [cos, sin] = [Math.cos(a.angle), Math.sin(a.angle)];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = Math.abs(dx * cos + dy * sin);
  const across = Math.abs(dy * cos - dx * sin);
  const w = Math.min(a.width, b.width, (a.width + b.width) / 2 - along);
  const h = Math.min(a.height, b.height, (a.height + b.height) / 2 - across);
  if (w <= 0 || h <= 0) return 0;
  return (w * h) / Math.min(a.width * a.height, b.width * b.height);
};

/** Is it text at all: sure enough, with two letters or digits, and not mostly signs? */
export const legible = ({ text, confidence }: PhotoLine): boolean => {
  const good = text.replaceAll(/[^\p{L}\p{N}]/gu, '').length;
  return confidence >= 0.6 && good >= 2 && good >= 0.5 * text.replaceAll(/\s/g, '').length;
};

/** By rows, then from left to right. */
export const inReadingOrder = <Line extends PhotoLine>(lines: readonly Line[]): Line[] =>
  lines.toSorted((a, b) => {
    const [ya, yb] = [a.box.y + a.box.height / 2, b.box.y + b.box.height / 2];
    const sameRow = Math.abs(ya - yb) < 0.4 * Math.min(a.box.height, b.box.height);
    return sameRow ? a.box.x - b.box.x : ya - yb;
  });

/**
 * Readings of the same picture made one: where lines lie on each other the best is kept, the rest are dropped.
 *
 * In reading order.
 */
export const union = (lines: readonly CutLine[]): CutLine[] => {
  const kept: CutLine[] = [];
  for (const line of lines.filter(legible).toSorted((a, b) => worth(b) - worth(a))) {
    if (!kept.some((other) => overlap(other, line) > 0.4)) kept.push(line);
  }
  return inReadingOrder(kept);
};

/** A line as it leaves its engine. */
export const withoutCut = ({ text, confidence, box, angle }: PhotoLine): PhotoLine => ({
  text,
  confidence,
  box,
  angle,
});
