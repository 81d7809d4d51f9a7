import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import { distanceKm } from '../places/point.ts';
import { likeness } from './ad-text.ts';
import { NEAR_KM, SAME_TEXT } from './same-ad.ts';
import { fold } from './understand/fold.ts';

/** What is compared of an ad with those that shops asked to hide. */
export type Asked = {
  territory: string | null;
  lat: number | null;
  lng: number | null;
  title: string;
  employer: string | null;
  text: string | null;
  phone: string | null;
};

/** A number as a tombstone keeps it: comparable, not readable. */
export const phoneHash = (phone: string, offer: string): string =>
  createHash('sha256')
    .update(phone + offer)
    .digest('hex');

const sameName = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && fold(a) === fold(b);

/**
 * Did a shop of the territory ask to hide this ad? By its number anywhere; within 75 m, or where a place is missing, by
 * its text, or by its employer and trade.
 */
export const isTombstoned = async (trx: Transaction<Tables>, ad: Asked): Promise<boolean> => {
  if (ad.territory === null) return false;
  const stones = await trx
    .selectFrom('offers.tombstones')
    .select(['offer', 'lat', 'lng', 'title', 'employer', 'description', 'phone_sha256'])
    .where('territory', '=', ad.territory)
    .where((eb) => eb.or([eb('decision', 'is', null), eb('decision', '=', 'kept')]))
    .execute();
  return stones.some((stone) => {
    if (ad.phone !== null && stone.phone_sha256 === phoneHash(ad.phone, stone.offer)) return true;
    const placed = ad.lat !== null && ad.lng !== null && stone.lat !== null && stone.lng !== null;
    if (placed && distanceKm(ad.lat ?? 0, ad.lng ?? 0, stone.lat ?? 0, stone.lng ?? 0) > NEAR_KM)
      return false;
    const text =
      ad.text !== null && stone.description !== null && likeness(ad.text, stone.description) >= SAME_TEXT;
    return text || (sameName(ad.title, stone.title) && sameName(ad.employer, stone.employer));
  });
};
