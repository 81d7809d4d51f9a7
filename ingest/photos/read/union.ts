import type { PhotoBox, PhotoLine } from '../../../game/photo.ts';

/** A line is worth its sure letters. */
export const worth = (line: PhotoLine): number =>
  line.confidence * line.confidence * line.text.replaceAll(/[^\p{L}\p{N}]/gu, '').length;

const overlap = (a: PhotoBox, b: PhotoBox): number => {
  const w = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (w <= 0 || h <= 0) return 0;
  return (w * h) / Math.min(a.width * a.height, b.width * b.height);
};

/** Is it text at all: sure enough, with two letters or digits, and not mostly signs? */
const legible = ({ text, confidence }: PhotoLine): boolean => {
  const good = text.replaceAll(/[^\p{L}\p{N}]/gu, '').length;
  return confidence >= 0.6 && good >= 2 && good >= 0.5 * text.replaceAll(/\s/g, '').length;
};

/**
 * Readings of the same picture made one: where lines lie on each other the best is kept, the rest are dropped.
 *
 * In reading order: by rows, then from left to right.
 */
export const union = <L extends PhotoLine>(lines: readonly L[]): L[] => {
  const kept: L[] = [];
  for (const line of lines.filter(legible).toSorted((a, b) => worth(b) - worth(a))) {
    if (!kept.some((other) => overlap(other.box, line.box) > 0.4)) kept.push(line);
  }
  return kept.toSorted((a, b) => {
    const [ya, yb] = [a.box.y + a.box.height / 2, b.box.y + b.box.height / 2];
    const sameRow = Math.abs(ya - yb) < 0.4 * Math.min(a.box.height, b.box.height);
    return sameRow ? a.box.x - b.box.x : ya - yb;
  });
};
