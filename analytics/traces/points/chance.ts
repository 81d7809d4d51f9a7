import { meet, type Fixes, type MeetingRule } from './meet.ts';

const DAY = 86_400_000;

/** A seeded sequence of numbers in [0, 1): mulberry32. */
const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** The same fixes with each person's days dealt out anew among the days of all: hours and places stay, who is there when does not. */
const shuffled = (fixes: Fixes, random: () => number): Fixes => {
  const first = fixes.at.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const last = fixes.at.reduce((most, at) => Math.max(most, at), 0);
  const days = Math.floor(last / DAY) - Math.floor(first / DAY) + 1;
  const persons = fixes.person.reduce((most, person) => Math.max(most, person), 0) + 1;
  const shift = Int32Array.from({ length: persons }, () => Math.floor(random() * days));
  const from = Math.floor(first / DAY);
  return {
    ...fixes,
    at: fixes.at.map((at, i) => {
      const day = Math.floor(at / DAY);
      return (from + ((day - from + (shift[fixes.person[i] ?? 0] ?? 0)) % days)) * DAY + (at - day * DAY);
    }),
  };
};

export type Chance = {
  readonly encounters: number;
  readonly pairs: number;
  /** Mean and standard deviation over the shuffles. */
  readonly expected: number;
  readonly sd: number;
  readonly expectedPairs: number;
  readonly shuffles: number;
};

const pairsOf = ({ a, b }: { readonly a: readonly number[]; readonly b: readonly number[] }): number =>
  new Set(a.map((person, i) => `${person} ${b[i] ?? 0}`)).size;

/**
 * Encounters found, and how many chance alone would give: each person's days are turned by a random number of days, the same for all
 * of their fixes, so that nobody keeps company while everyone keeps their hours, places and habits. Days are UTC days.
 */
export const encountersByChance = (
  fixes: Fixes,
  rule: MeetingRule,
  shuffles: number,
  seed: number,
): Chance => {
  const random = seeded(seed);
  const real = meet(fixes, rule);
  const counts: number[] = [];
  let pairs = 0;
  for (let i = 0; i < shuffles; i += 1) {
    const found = meet(shuffled(fixes, random), rule);
    counts.push(found.a.length);
    pairs += pairsOf(found);
  }
  const mean = counts.reduce((sum, n) => sum + n, 0) / Math.max(1, shuffles);
  const sd = Math.sqrt(counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / Math.max(1, shuffles - 1));
  return {
    encounters: real.a.length,
    pairs: pairsOf(real),
    expected: mean,
    sd,
    expectedPairs: pairs / Math.max(1, shuffles),
    shuffles,
  };
};
