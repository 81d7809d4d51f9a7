declare const brand: unique symbol;
type Branded<T, B extends string> = T & { readonly [brand]: B };

/** A person inside the game: a random UUID, linked to an account only in the vault. */
export type PlayerId = Branded<string, 'PlayerId'>;
/** A person inside one study: another random UUID, linked only in the vault. */
export type StudyId = Branded<string, 'StudyId'>;
/** An H3 cell as 15 lower-case hexadecimal characters. Resolution is stated where it is used. */
export type Cell = Branded<string, 'Cell'>;
/** An offer's UUID; kept for life, also when the offer leaves a feed and comes back. */
export type OfferId = Branded<string, 'OfferId'>;
/** INSEE code of a commune, five characters (`62510`). */
export type CommuneCode = Branded<string, 'CommuneCode'>;
