import { quantile } from '../lab/summary.ts';
import { meanOf } from '../stats/sums.ts';

/** Work more or less stable × moving more or less: the four categories of the 2012 cohort of connected mobility. */
export const PROFILES = ['stable_mobile', 'stable_settled', 'unstable_mobile', 'unstable_settled'] as const;
export type Profile = (typeof PROFILES)[number];
/** A window in which one of the two axes was not seen has no profile, and is a state of its own. */
export const NOT_OBSERVED = 'not_observed';

/** One person in one window: share of known days in stable work, and how mobile; null where not observed. */
export type ProfileRow = {
  readonly person: string;
  readonly period: string;
  readonly stability: number | null;
  readonly mobility: number | null;
};

export type CutPoints = { readonly stability: number; readonly mobility: number };

/** The mobility cut when none is given: a quantile of persons' means, so that whoever has more windows weighs no more. */
export const mobilityCut = (rows: readonly ProfileRow[], at = 0.5): number | null => {
  const byPerson = new Map<string, number[]>();
  for (const { person, mobility } of rows)
    if (mobility !== null) byPerson.set(person, [...(byPerson.get(person) ?? []), mobility]);
  const means = [...byPerson.values()].map(meanOf).sort((a, b) => a - b);
  return means.length === 0 ? null : quantile(means, at);
};

/** At a cut point counts as above it. */
export const profileOf = (row: ProfileRow, cuts: CutPoints): Profile | typeof NOT_OBSERVED => {
  if (row.stability === null || row.mobility === null) return NOT_OBSERVED;
  const stable = row.stability >= cuts.stability ? 'stable' : 'unstable';
  return `${stable}_${row.mobility >= cuts.mobility ? 'mobile' : 'settled'}`;
};

/** Shares of person-windows by profile among those observed, at one pair of cut points. */
export type SensitivityLine = CutPoints & {
  readonly windows: number;
  readonly shares: Readonly<Record<Profile, number>>;
};

/** How the four shares move with the cut points: stability −/+ 0.25, mobility at the 40 %, 50 % and 60 % person. */
export const sensitivity = (rows: readonly ProfileRow[], cuts: CutPoints): SensitivityLine[] => {
  const mobilities = [mobilityCut(rows, 0.4), cuts.mobility, mobilityCut(rows, 0.6)];
  const stabilities = [cuts.stability - 0.25, cuts.stability, cuts.stability + 0.25].filter(
    (s) => s > 0 && s <= 1,
  );
  return stabilities.flatMap((stability) =>
    mobilities.flatMap((mobility) => {
      if (mobility === null) return [];
      const found = rows.map((row) => profileOf(row, { stability, mobility }));
      const windows = found.filter((profile) => profile !== NOT_OBSERVED).length;
      const share = (profile: Profile): number =>
        windows === 0 ? 0 : found.filter((one) => one === profile).length / windows;
      const shares = Object.fromEntries(PROFILES.map((profile) => [profile, share(profile)])) as Record<
        Profile,
        number
      >;
      return [{ stability, mobility, windows, shares }];
    }),
  );
};
