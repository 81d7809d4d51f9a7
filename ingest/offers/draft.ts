import type { Contract, Origin } from '../../game/offer.ts';

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
};

/** What a row was not quite: kept with the offer, shown to operators. */
export type OfferFlag =
  | 'coordinates_swapped'
  | 'coordinates_dropped'
  | 'commune_merged'
  | 'commune_from_label'
  | 'place_unresolved'
  | 'salary_absurd'
  | 'contact_in_text'
  | 'html_in_text'
  | 'updated_from_created';

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
  readonly createdAt: string;
  readonly updatedAt: string;
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
};
