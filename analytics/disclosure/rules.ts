/** Thresholds of what may be published about persons and firms. Stand in every week's manifest. */
export type DisclosureRules = {
  /** Fewest persons behind a figure. */
  readonly minPersons: number;
  /** Fewest firms behind a figure about firms. */
  readonly minFirms: number;
  /** Largest share one person or firm may have in a figure. */
  readonly maxShare: number;
  /** Counts are rounded to the nearest multiple. */
  readonly roundTo: number;
};

/** INSEE: 11 for persons, 3 firms and 85 % for firms; counts to 5 as NHS Digital. */
export const DISCLOSURE_RULES: DisclosureRules = {
  minPersons: 11,
  minFirms: 3,
  maxShare: 0.85,
  roundTo: 5,
};

/** Nearest multiple, halves up. */
export const roundTo = (value: number, step: number): number => Math.floor(value / step + 0.5) * step;
