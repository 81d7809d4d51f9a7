/**
 * Fellegi-Sunter weights in bits: log2(m/u), how much likelier a level is between two shows of one offer (m) than
 * between two offers that a block brought together (u). Set on planted twins and on the pairs of blocks of the recorded
 * offers (`npm run eval:duplicates -- --fit` prints the counts), rounded to half a bit, and never fitted on the labelled
 * pairs.
 */
export const WEIGHTS = {
  text: { whole: 9, most: 8, half: 4, part: 2, little: -1, none: -6, unknown: 0 },
  title: { same: 3.5, near: 2.5, shares: 0.5, other: -3 },
  employer: { same: 3, near: 2.5, other: -3, unknown: 0 },
  place: { same: 3, near: 1.5, unknown: 0 },
  contract: { same: 0.5, other: -1, unknown: 0 },
  trade: { same: 1, other: -1, unknown: 0 },
  dates: { near: 0.5, far: -1, unknown: 0 },
} as const;

/** Among pairs of blocks about one in thirty is a true one. */
export const PRIOR_BITS = -5;

/** From this probability on a pair is merged; from `REVIEW_FROM` on a person looks at it. */
export const MERGE_FROM = 0.95;
export const REVIEW_FROM = 0.5;

/** Shares of the smaller text's own shingles that both have, for the levels of `text`. */
export const TEXT_LEVELS = { whole: 0.9, most: 0.6, half: 0.35, part: 0.2, little: 0.08 } as const;

export const probabilityOf = (bits: number): number => 1 / (1 + 2 ** -bits);
