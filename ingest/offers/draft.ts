import type { Contract, Origin } from '../../game/offer.ts';
import type { Facts } from './facts.ts';
import type { OfferFlag } from './flags.ts';

/** How a phone, an e-mail or a person is reached about an offer. Kept apart from it, always. */
export type Contact = {
  readonly phone: string | null;
  readonly email: string | null;
  readonly person: string | null;
};

/** Where a source says the work is, before anything is looked up. Coordinates in WGS84 degrees as given. */
export type StatedPlace = {
  readonly label: string | null;
  readonly commune: string | null;
  readonly postalCode: string | null;
  readonly lat: number | null;
  readonly lng: number | null;
  /** Number and street, when the source gives them apart from the commune. */
  readonly address?: string | null;
  /** What the coordinates are the point of. Absent: the commune's, which is what most feeds give. */
  readonly pointOf?: 'address' | 'commune';
};

/** One offer of a feed in our words: no contact in any text, nothing looked up yet. Instants are ISO 8601, UTC. */
export type OfferDraft = {
  readonly externalId: string;
  readonly title: string;
  readonly description: string | null;
  readonly employer: string | null;
  readonly contract: Contract;
  readonly rome: string | null;
  readonly tradeLabel: string | null;
  readonly hours: string | null;
  readonly salary: string | null;
  readonly beginner: boolean | null;
  readonly place: StatedPlace;
  readonly url: string | null;
  /** Null when the source dates nothing: the day it was first seen then stands, and says so. */
  readonly createdAt: string | null;
  /** Null: as `createdAt`. */
  readonly updatedAt: string | null;
  /** What the source states beyond the above; what is left out is looked for in the texts, and may stay unknown. */
  readonly facts?: Partial<Facts>;
  readonly contact: Contact | null;
  readonly flags: readonly OfferFlag[];
};

/** Who publishes offers, on what terms, and the words that must be shown with each. */
export type Source = {
  readonly id: string;
  readonly name: string;
  readonly origin: Origin;
  readonly licence: string;
  readonly attribution: string;
  /** True: an offer that a screen flags waits for a person. Never for an official source. */
  readonly screened?: boolean;
};
