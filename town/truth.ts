import type { Random } from './random.ts';

/**
 * The planted effect. Each week a person who looks for work finds some with probability
 *
 *     p = 1 / (1 + exp(-(base + moving · (places - 8) / 3 + weakTies · (contacts - 2) / 2)))
 *
 * where `places` is the number of distinct places visited in the week before (home apart, at most 16) and `contacts`
 * the number of contacts with weak ties in that week (no friend; at most 6). Both are of the truth, whole days and
 * off the game too; the phones see a part of them. Odds ratio of 3 more places: e^0.8 = 2.2; of 2 more contacts:
 * e^0.9 = 2.5. Friends (strong ties) have no effect of their own.
 */
export const PLANTED = { base: -3.6, moving: 0.8, weakTies: 0.9 } as const;

/** What is true of one person in one week, whole days, seen by nobody. */
export type PersonWeek = {
  readonly person: number;
  /** 0 for the first week. */
  readonly week: number;
  /** Distinct places visited, home apart. */
  readonly places: number;
  /** Contacts with persons who are no friends: other players, advisers, employers. */
  readonly weakContacts: number;
  /** Contacts with friends. */
  readonly strongContacts: number;
  /** Looked for work at the week's beginning. */
  readonly searching: boolean;
  /** Found work at the end of this week. */
  readonly found: boolean;
};

/** Weekly probability of finding work. */
export const chanceOfWork = (places: number, weakContacts: number): number => {
  const x =
    PLANTED.base +
    (PLANTED.moving * (Math.min(places, 16) - 8)) / 3 +
    (PLANTED.weakTies * (Math.min(weakContacts, 6) - 2)) / 2;
  return 1 / (1 + Math.exp(-x));
};

/** A count with the given mean (Knuth; means here are below 10). */
export const poisson = (mean: number, random: Random): number => {
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit; count += 1) product *= random.next();
  return count;
};
