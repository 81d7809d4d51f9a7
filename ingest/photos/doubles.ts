import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import { distanceKm } from '../places/point.ts';
import { likeness } from './ad-text.ts';
import { NEAR_KM, SAME_TEXT } from './same-ad.ts';
import { fold } from './understand/fold.ts';

/** What is compared of an ad: where, its words, its contact. */
export type Ad = {
  id: string;
  territory: string | null;
  lat: number;
  lng: number;
  title: string;
  employer: string | null;
  text: string | null;
  phone: string | null;
};

type Known = Omit<Ad, 'territory'>;

const same = (a: Known, b: Known): boolean => {
  if (distanceKm(a.lat, a.lng, b.lat, b.lng) > NEAR_KM) return false;
  const titles = fold(a.title) === fold(b.title);
  if (titles && a.phone !== null && a.phone === b.phone) return true;
  if (titles && a.employer !== null && b.employer !== null && fold(a.employer) === fold(b.employer))
    return true;
  return a.text !== null && b.text !== null && likeness(a.text, b.text) >= SAME_TEXT;
};

/**
 * The open offer that this ad already is: within 75 m, and the same text, the same phone and trade, or the same
 * employer and trade. Takes the territory's lock, so that two photos of one ad at the same time see each other.
 */
export const findDouble = async (trx: Transaction<Tables>, ad: Ad): Promise<string | null> => {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`vitrine/${ad.territory ?? ''}`}, 0))`.execute(
    trx,
  );
  const { rows } = await sql<Known>`
    SELECT o.id, o.lat, o.lng, o.title, o.employer, o.description AS text, c.phone
    FROM offers.offers o LEFT JOIN offers.contacts c ON c.offer = o.id
    WHERE o.source = 'vitrine' AND o.state = 'open' AND o.territory IS NOT DISTINCT FROM ${ad.territory}
      AND o.lat BETWEEN ${ad.lat - 0.001} AND ${ad.lat + 0.001} AND o.id <> ${ad.id}::uuid
    ORDER BY o.created_at, o.id`.execute(trx);
  return rows.find((known) => same(ad, known))?.id ?? null;
};
