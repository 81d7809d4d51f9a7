import { randomUUID } from 'node:crypto';
import { cellToLatLng } from 'h3-js';
import type { Database } from '../../infra/db/database.ts';
import { NOW } from './harness.ts';

type Asked = {
  origin?: 'public' | 'photo';
  precision?: 'door' | 'photo' | 'commune' | 'none';
  /** Resolution 10. */
  cell?: string | null;
  title?: string;
  commune?: string | null;
  territory?: string;
  createdAt?: number;
  state?: 'open' | 'withdrawn';
  phone?: string;
  contract?: string;
};

/** One offer as a feed or a photo publishes it; an own source per origin. */
export const addOffer = async ({ offers }: Database, asked: Asked = {}): Promise<string> => {
  const { origin = 'public', precision = 'commune', cell = null, commune = '62510', phone } = asked;
  const [lat, lng] = cell === null ? [50.42, 2.78] : cellToLatLng(cell);
  const id = randomUUID();
  await offers
    .insertInto('offers.sources')
    .values({ id: `source-${origin}`, name: `Source ${origin}`, origin, licence: 'L', attribution: 'A' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const at = new Date(asked.createdAt ?? NOW - 3 * 86_400_000);
  await offers
    .insertInto('offers.offers')
    .values({
      id,
      source: `source-${origin}`,
      external_id: id,
      origin,
      title: asked.title ?? 'Vendeur ou vendeuse',
      description: 'Accueillir, conseiller, tenir la caisse.',
      employer: 'Boulangerie du Pont',
      contract: asked.contract ?? 'cdi',
      rome: 'D1106',
      trade_label: 'Vente en alimentation',
      hours: null,
      salary: null,
      beginner: true,
      precision,
      lat,
      lng,
      cell,
      place_label: '12 rue du Pont',
      commune,
      department: '62',
      territory: asked.territory ?? '62510',
      url: 'https://example.org/offre',
      licence: 'L',
      attribution: 'A',
      retrieved_at: at,
      created_at: at,
      updated_at: at,
      content_sha256: id,
      last_seen_run: null,
      state: asked.state ?? 'open',
    })
    .execute();
  if (phone !== undefined)
    await offers
      .insertInto('offers.contacts')
      .values({ offer: id, phone, email: null, person: null, expires_at: new Date('2999-01-01') })
      .execute();
  return id;
};
