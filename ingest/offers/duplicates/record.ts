/** What an offer is compared by. Strings as the offer shows them; null is unknown. */
export type DuplicateRecord = {
  readonly id: string;
  /** Source and publisher inside it: two offers of one are never taken for one by their text alone. Null: unknown. */
  readonly publisher: string | null;
  readonly title: string;
  readonly employer: string | null;
  readonly text: string | null;
  /** Commune (of an arrondissement: its city) or postal code; null when coarser. */
  readonly place: string | null;
  readonly lat: number | null;
  readonly lng: number | null;
  readonly contract: string | null;
  readonly romeParent: string | null;
  /** Milliseconds UTC; null when the source dates nothing. */
  readonly createdAt: number | null;
  /** Exact keys: canonical addresses and ids of other sources. */
  readonly keys: readonly string[];
};

/** What two offers are to each other. */
export type Relation = 'duplicate' | 'review' | 'repost' | 'multi_site' | 'different';

/** One compared feature: the level it reached and its weight in bits (log2 of how much likelier under "same"). */
export type Evidence = { readonly feature: string; readonly level: string; readonly bits: number };

/** What two records are, why, and how sure. `probability` 0-1 under the model's prior. */
export type Verdict = {
  readonly relation: Relation;
  readonly bits: number;
  readonly probability: number;
  readonly evidence: readonly Evidence[];
  /** The contradiction that forbids a merge whatever the score; null without one. */
  readonly veto: string | null;
};
