import { fold } from '../understand/fold.ts';

/** Words of a text, folded: letters and digits only. */
export const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** How many of the wanted words were read, each read word counted once. */
export const hits = (wanted: readonly string[], read: readonly string[]): number => {
  const left = [...read];
  return wanted.filter((word) => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  }).length;
};
