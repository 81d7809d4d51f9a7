import { weeklyHoursInText } from '../sense/rhythm.ts';
import type { DuplicateRecord } from './record.ts';
import { titleWords } from './title.ts';
import { foldWords } from './words.ts';

const NUMBER = /\d+(?:[.,]\d+)?/g;
const REFERENCE = /\b(?:[A-Z]{1,5}[-_]?\d{3,}|\d{5,})\b/g;

const numbers = (title: string): Set<string> =>
  new Set(
    title
      .replaceAll(REFERENCE, ' ')
      .match(NUMBER)
      ?.map((n) => n.replace(',', '.')) ?? [],
  );

const contractWords = (text: string): string => {
  const cdi = /\bCDI\b|dur[ée]e ind[ée]termin[ée]e/i.test(text);
  const cdd = /\bCDD\b|dur[ée]e d[ée]termin[ée]e/i.test(text);
  return cdi === cdd ? '' : cdi ? 'cdi' : 'cdd';
};

/** Ranks that exclude each other in titles. */
const RANKS: readonly (readonly [RegExp, RegExp])[] = [
  [/\b(?:junior|debutant)/, /\b(?:senior|confirme|experimente)/],
  [/\b(?:adjoint|second)/, /^(?!.*\b(?:adjoint|second)).*\b(?:directeur|directrice|responsable|chef|gerant)/],
  [/\b(?:apprenti|alternan|stag)/, /^(?!.*\b(?:apprenti|alternan|stag)).*\b(?:cdi|confirme|senior)/],
  [/\bjour\b/, /\bnuit\b/],
];

/** A title that names both sides of a rank takes neither. */
const opposed = (a: string, b: string): boolean =>
  RANKS.some(([low, high]) => {
    const [lowA, highA, lowB, highB] = [low.test(a), high.test(a), low.test(b), high.test(b)];
    return (lowA && !highA && highB && !lowB) || (lowB && !highB && highA && !lowA);
  });

/** Words of a title that the other title does not have. */
const only = (words: readonly string[], titleB: string): string[] =>
  words.filter((word) => word.length >= 5 && !titleB.includes(word));

/**
 * The contradiction that forbids taking two offers for one: numbers of their titles, contracts their texts state,
 * weekly hours, opposed ranks, or specialties (each title has a word that only its own text knows). Null without one.
 */
export const contradiction = (a: DuplicateRecord, b: DuplicateRecord): string | null => {
  const one = numbers(a.title);
  const two = numbers(b.title);
  if (one.size > 0 && two.size > 0 && ![...one].some((n) => two.has(n)))
    return 'numbers in the titles differ';
  const titleA = foldWords(a.title).join(' ');
  const titleB = foldWords(b.title).join(' ');
  if (opposed(titleA, titleB)) return 'ranks in the titles exclude each other';
  const contractA = contractWords(`${a.title}\n${a.text ?? ''}`);
  const contractB = contractWords(`${b.title}\n${b.text ?? ''}`);
  if (contractA !== '' && contractB !== '' && contractA !== contractB)
    return 'the texts state different contracts';
  if (a.text === null || b.text === null) return null;
  const hoursA = weeklyHoursInText(a.text);
  const hoursB = weeklyHoursInText(b.text);
  if (hoursA !== null && hoursB !== null && hoursA !== hoursB) return 'weekly hours differ';
  const onlyA = only(titleWords(a.title), titleB);
  const onlyB = only(titleWords(b.title), titleA);
  if (onlyA.length === 0 || onlyB.length === 0) return null;
  const textA = foldWords(a.text).join(' ');
  const textB = foldWords(b.text).join(' ');
  const knows = (words: readonly string[], own: string, other: string): boolean =>
    words.some((word) => own.includes(word) && !other.includes(word));
  return knows(onlyA, textA, textB) && knows(onlyB, textB, textA)
    ? 'each title names what only its own text knows'
    : null;
};
