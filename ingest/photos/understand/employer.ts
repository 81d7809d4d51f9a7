import type { PhotoField } from '../../../game/photo.ts';
import {
  APPLY_WORDS,
  CONDITION_WORDS,
  CONTRACT_WORDS,
  ELSEWHERE,
  RECRUITS,
  SEEKS,
  SHOPS,
} from './lexicon.ts';
import type { AdLine } from './lines.ts';

const CUT = [...RECRUITS, ...SEEKS].map(([pattern]) => pattern);
const ELSE = [...CONTRACT_WORDS, ...APPLY_WORDS, ...CONDITION_WORDS, ...ELSEWHERE].map(
  ([pattern]) => pattern,
);

/** What stands before the recruiting word on its line: `Boulangerie Lefèvre cherche…` → `Boulangerie Lefèvre`. */
const before = (line: AdLine): string => {
  const at = Math.min(
    line.text.length,
    ...CUT.map((pattern) => line.folded.search(pattern)).filter((i) => i >= 0),
  );
  return line.text.slice(0, at).replaceAll(/^[^\p{L}\d]+|[^\p{L}\d.)]+$/gu, '');
};

const named = (text: string): boolean => (text.match(/\p{L}{3,}/gu) ?? []).length >= 2;

/**
 * Who recruits: a line that begins like a shop's name; else the largest line that says nothing else, half as sure.
 *
 * `taken` are the lines that other fields came from.
 */
export const findEmployer = (
  lines: readonly AdLine[],
  taken: ReadonlySet<number>,
): PhotoField<string> | null => {
  for (const line of lines) {
    const text = before(line);
    const shop = SHOPS.exec(line.folded.slice(0, text.length + 1));
    if (
      shop &&
      shop.index <= 4 &&
      named(text) &&
      !/\b(?:en|a|de) (?:la )?$/.test(line.folded.slice(0, shop.index))
    ) {
      return { value: text, confidence: line.confidence, line: line.index };
    }
  }
  const free = lines.filter(
    (line) =>
      !taken.has(line.index) &&
      line.confidence >= 0.75 &&
      /^\p{Lu}[\p{L}' &-]{3,40}$/u.test(line.text) &&
      ![...CUT, ...ELSE].some((pattern) => pattern.test(line.folded)),
  );
  const largest = free.toSorted((a, b) => b.height - a.height)[0];
  return largest ? { value: largest.text, confidence: largest.confidence * 0.5, line: largest.index } : null;
};
