import type { PhotoField } from '../../../game/photo.ts';
import type { AdLine } from './lines.ts';

/** All wordings of a list found in the lines, in reading order of lines, then in order of the list. */
export const findWords = <T>(
  lines: readonly AdLine[],
  wordings: readonly (readonly [RegExp, T])[],
): PhotoField<T>[] =>
  lines.flatMap((line) =>
    wordings
      .filter(([pattern]) => pattern.test(line.folded))
      .map(([, value]) => ({ value, confidence: line.confidence, line: line.index })),
  );

/** The same value once, with its surest line. */
export const distinct = <T>(fields: readonly PhotoField<T>[]): PhotoField<T>[] => {
  const best = new Map<T, PhotoField<T>>();
  for (const field of fields) {
    const known = best.get(field.value);
    if (!known || known.confidence < field.confidence) best.set(field.value, field);
  }
  return [...best.values()];
};
