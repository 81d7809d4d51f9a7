import type { PhotoDraft } from '../../game/photo.ts';
import { withoutContacts, REMOVED } from '../offers/contact-in-text.ts';
import { fold } from './understand/fold.ts';
import { FLAG_WORDS } from './understand/lexicon.ts';

/** Eight digits or more in a row, however spaced: a phone number, also a misread one. */
const NUMBER = /(?:\+|\b)\d(?:[\s.\-_/·]*[\dOolI|]){7,}/g;

const clean = (text: string): string => {
  if (text.includes('@')) return REMOVED;
  return withoutContacts(text).text.replaceAll(NUMBER, REMOVED);
};

const flagged = (text: string): boolean => FLAG_WORDS.some(([pattern]) => pattern.test(fold(text)));

/** The ad's text as it may be shown: no contact, no person, no wording that breaks the law. Null when nothing is left. */
export const publicText = (draft: PhotoDraft): string | null => {
  const lines = draft.lines.map(({ text }) => text).filter((text) => !flagged(text));
  return lines.length === 0 ? null : lines.map(clean).join('\n');
};

/** The draft once its contact has moved to the contacts' own table. */
export const withoutContact = (draft: PhotoDraft): PhotoDraft => ({
  ...draft,
  phone: null,
  email: null,
  lines: draft.lines.map((line) => ({ ...line, text: clean(line.text) })),
});

const trigrams = (text: string): Set<string> => {
  const flat = ` ${fold(text).replaceAll(/[^a-z0-9]+/g, ' ')} `;
  return new Set(Array.from({ length: Math.max(0, flat.length - 2) }, (_, at) => flat.slice(at, at + 3)));
};

/** How alike two texts are, 0 to 1: shared letter triples over all (Jaccard), accents and punctuation ignored. */
export const likeness = (a: string, b: string): number => {
  const [left, right] = [trigrams(a), trigrams(b)];
  const shared = [...left].filter((triple) => right.has(triple)).length;
  const all = left.size + right.size - shared;
  return all === 0 ? 0 : shared / all;
};
