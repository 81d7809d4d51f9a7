import { createRandom } from '../random.ts';

/**
 * What is true in an invented cohort:
 * `effect` moving more, as a rally makes people do, leads to work; `null` it does not; `reverse` work makes people move;
 * `hidden` something unseen makes people both move and find work; `unequal` nothing leads to anything, and those who play
 * more are seen more.
 */
export const WORLDS = ['effect', 'null', 'reverse', 'hidden', 'unequal'] as const;
export type World = (typeof WORLDS)[number];

export type CohortOptions = {
  readonly persons: number;
  /** Days of follow-up. */
  readonly days: number;
  /** Daily hazard of finding work without any rally. */
  readonly hazard: number;
  /** In `effect`: logarithm of the hazard ratio once a person's rally has begun. */
  readonly effect: number;
};

export const COHORT_OPTIONS: CohortOptions = { persons: 240, days: 140, hazard: 0.008, effect: 0.6 };

/** One invented person, by column: what a study would see, and when. Days count from entry. */
export type InventedCohort = {
  /** Day the rally of the person's territory begins; a quarter never has one (infinite). */
  readonly rally: Float64Array;
  /** Day of work found or end of follow-up, and whether it was found. */
  readonly stop: Float64Array;
  readonly event: Uint8Array;
  /** Distinct places per week as a study measures them, mean over the whole follow-up. */
  readonly measured: Float64Array;
  /** The same, over the first four weeks only. */
  readonly early: Float64Array;
  /** True logarithm of the hazard ratio of a begun rally. */
  readonly truth: number;
};

/**
 * A cohort at the grain of persons and weeks: cheap enough for thousands. Rallies are staggered and their dates drawn
 * among persons; they raise moving in every world; only in `effect` does that lead to work.
 */
export const inventCohort = (
  world: World,
  seed: string,
  options: CohortOptions = COHORT_OPTIONS,
): InventedCohort => {
  const random = createRandom(`${world}/${seed}`);
  const { persons, days, hazard } = options;
  const truth = world === 'effect' ? options.effect : 0;
  const column = (): Float64Array => new Float64Array(persons);
  const cohort = {
    rally: column(),
    stop: column(),
    event: new Uint8Array(persons),
    measured: column(),
    early: column(),
    truth,
  };
  for (let i = 0; i < persons; i += 1) {
    const unseen = random.normal();
    const plays = Math.exp(0.5 * random.normal());
    const rally = random.chance(0.25) ? Number.POSITIVE_INFINITY : 7 * random.integer(3, 12);
    const own = hazard * Math.exp(world === 'hidden' ? 0.7 * unseen : 0);
    // Exponential in cumulated hazard: slope `own` before the rally, `own` × ratio after.
    const drawn = -Math.log(1 - random.next());
    const before = own * Math.min(rally, days);
    const at = drawn <= before ? drawn / own : rally + (drawn - before) / (own * Math.exp(truth));
    const stop = Math.max(1, Math.ceil(Math.min(at, days)));
    cohort.rally[i] = rally;
    cohort.stop[i] = stop;
    cohort.event[i] = at <= days ? 1 : 0;
    let [sum, early] = [0, 0];
    const weeks = days / 7;
    // Who looks for work has time to play; who found it plays less, and less is seen.
    for (let week = 0; week < weeks; week += 1) {
      const works = 7 * week >= at;
      const moves =
        4 +
        (world === 'hidden' ? unseen : 0) +
        (7 * week >= rally ? 1 : 0) +
        (world === 'reverse' && works ? 1.5 : 0) +
        random.normal();
      const seen = world === 'unequal' ? Math.min(1, 0.4 * plays * (works ? 0.6 : 1)) : 1;
      const value = Math.max(0, moves) * seen;
      sum += value;
      if (week < 4) early += value;
    }
    cohort.measured[i] = sum / weeks;
    cohort.early[i] = early / 4;
  }
  return cohort;
};
