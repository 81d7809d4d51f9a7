import type { PhotoVerdict } from '../../../game/photo.ts';
import { distinct, findWords } from './find-word.ts';
import { APPLY_WORDS, CONDITION_WORDS, ELSEWHERE, RECRUITS, SEEKS } from './lexicon.ts';
import type { AdLine } from './lines.ts';

/** Sure letters under which nothing is said of what a picture shows. */
const ENOUGH_LETTERS = 12;

/**
 * Is it a vacancy? Words add up: recruiting 3, looking for 2, a trade 2, a contract 2, how to apply 2, conditions 1;
 * words of a sale, a menu, a lost animal, a flat take 3 away. A trade and a phone number alone are a tradesman's ad.
 */
export const judge = (
  lines: readonly AdLine[],
  known: { trade: boolean; contract: boolean; hours: boolean },
): { verdict: PhotoVerdict; reasons: string[] } => {
  const values = (list: readonly (readonly [RegExp, string])[]): string[] =>
    distinct(findWords(lines, list)).map(({ value }) => value);
  const recruits = values(RECRUITS);
  const seeks = values(SEEKS);
  const elsewhere = values(ELSEWHERE);
  const apply = values(APPLY_WORDS);
  const conditions = values(CONDITION_WORDS);
  const score =
    3 * recruits.length +
    2 * seeks.length +
    (known.trade ? 2 : 0) +
    (known.contract ? 2 : 0) +
    (apply.length > 0 ? 2 : 0) +
    (conditions.length > 0 ? 1 : 0) +
    (known.hours ? 1 : 0) -
    3 * elsewhere.length;
  const reasons = [
    ...recruits.map((word) => `recruits:${word}`),
    ...seeks.map((word) => `seeks:${word}`),
    ...(known.trade ? ['trade'] : []),
    ...(known.contract ? ['contract'] : []),
    ...apply.map((way) => `apply:${way}`),
    ...elsewhere,
  ];
  const work = known.trade || known.contract;
  const called = recruits.length > 0 || (work && (seeks.length > 0 || known.contract || apply.length > 0));
  if (called && score >= 3) return { verdict: 'vacancy', reasons };
  const letters = lines.reduce((n, line) => n + (line.text.match(/[\p{L}\p{N}]/gu) ?? []).length, 0);
  return { verdict: letters >= ENOUGH_LETTERS ? 'other' : 'unread', reasons };
};
