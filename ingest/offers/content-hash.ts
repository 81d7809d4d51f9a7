import { createHash } from 'node:crypto';
import { foldWords } from './duplicates/words.ts';

/** SHA-256 of a text, 64 hexadecimal digits. */
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** An offer's UUID: the same for the same source and id for ever, so that a return or a rebuild finds it again. */
export const offerId = (source: string, externalId: string): string => {
  const hex = digest(`offer\n${source}\n${externalId}`);
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
};

const SHORTEST_TEXT = 200;

/**
 * Equal for offers that say word for word the same under one title, wherever they are: title and whole text but for
 * case, accents and punctuation. Null for short texts.
 */
export const twinKey = (offer: {
  readonly title: string;
  readonly description: string | null;
}): string | null => {
  if (offer.description === null || offer.description.length < SHORTEST_TEXT) return null;
  const text = foldWords(offer.description).join(' ');
  return text.length < SHORTEST_TEXT ? null : digest(`${foldWords(offer.title).join(' ')}\n${text}`);
};
