import { createHash } from 'node:crypto';
import { foldName, foldText } from '../places/names.ts';
import type { OfferDraft } from './draft.ts';
import type { Located } from './locate.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** An offer's UUID: the same for the same source and id for ever, so that a return or a rebuild finds it again. */
export const offerId = (source: string, externalId: string): string => {
  const hex = sha256(`offer\n${source}\n${externalId}`);
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
};

/**
 * SHA-256 over all that a reader could see change. Left out: instants (sources re-stamp unchanged offers daily) and
 * the contact, which is kept apart.
 */
export const contentHash = (draft: OfferDraft, located: Located): string =>
  sha256(
    JSON.stringify([
      draft.title,
      draft.description,
      draft.employer,
      draft.contract,
      draft.rome,
      draft.tradeLabel,
      draft.hours,
      draft.salary,
      draft.beginner,
      draft.url,
      draft.flags,
      located.precision,
      located.lat,
      located.lng,
      located.placeLabel,
      located.commune,
      located.department,
      located.territory,
      located.flags,
    ]),
  );

const SHORTEST_TEXT = 200;

/**
 * Equal for offers of two sources that say word for word the same about one job in one commune: title, contract,
 * commune and the whole text but for case, accents and punctuation. Null for short texts and unknown communes.
 */
export const twinKey = (draft: OfferDraft, commune: string | null): string | null => {
  if (commune === null || draft.description === null) return null;
  const text = foldText(draft.description);
  if (text.length < SHORTEST_TEXT) return null;
  return sha256(`${foldName(draft.title)}\n${commune}\n${draft.contract}\n${text}`);
};
