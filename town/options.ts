/** How large a generated town is. The end of its weeks is an argument, never a clock. */
export type TownOptions = {
  variant: 'small' | 'demo';
  seed: string;
  /** Instant at which the town's first weeks end, milliseconds since 1970, UTC. */
  end: number;
  persons: number;
  weeks: number;
  posters: number;
  /** Offers in the town's job feed, all weeks together. */
  offers: number;
  /** Persons who carry a study's logger all day. */
  loggers: number;
  /** Weeks that the town goes on living after `end`, for a store that is started again later. */
  extraWeeks: number;
};

/** 2026-11-01T23:00:00Z, a Monday's first hour in Paris: the end used when none is given. */
export const DEFAULT_END = Date.UTC(2026, 10, 1, 23);

const SIZES = {
  demo: { persons: 400, weeks: 8, posters: 16, offers: 320, loggers: 6 },
  small: { persons: 20, weeks: 2, posters: 2, offers: 30, loggers: 1 },
} as const;

/**
 * Options of the two towns: `demo` (400 persons, 8 weeks) and `small` (20 persons, 2 weeks) for tests.
 * @param end instant in milliseconds, UTC
 */
export const townOptions = (
  variant: 'small' | 'demo',
  end: number = DEFAULT_END,
  seed = 'val-de-scarbe',
): TownOptions => ({ variant, seed, end, extraWeeks: 0, ...SIZES[variant] });
