import { cox } from '../stats/cox.ts';

/** One person's follow-up and the day its rally began (infinite: never), days from entry. */
export type RallyRows = {
  readonly stop: ArrayLike<number>;
  readonly event: ArrayLike<number>;
  readonly rally: ArrayLike<number>;
};

export type RallyHazard = {
  /** Logarithm of the hazard ratio of a begun rally, with its 95 % interval (clustered by person). */
  readonly coefficient: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  readonly events: number;
};

/**
 * Hazard of the event once a person's rally has begun against those whose rally has not: a person counts as untreated
 * until the day of the start, so nobody is treated for having lasted long enough to be (immortal time). Intention to
 * treat: whether one moved more or was seen more after the rally plays no part, so neither reverse causation nor unequal
 * observation can make a finding; hidden causes cannot either, as long as who gets a rally when is not chosen by them.
 * @param shift days by which every start is put earlier: the placebo; follow-up then ends at the true start
 * @throws JokaError LAB_MODEL_*
 */
export const rallyHazard = (rows: RallyRows, shift = 0): RallyHazard => {
  const [start, stop, event, begun, cluster]: number[][] = [[], [], [], [], []];
  const add = (person: number, from: number, to: number, happened: number, treated: number): void => {
    start?.push(from);
    stop?.push(to);
    event?.push(happened);
    begun?.push(treated);
    cluster?.push(person);
  };
  for (let i = 0; i < rows.stop.length; i += 1) {
    const rally = rows.rally[i] ?? Number.POSITIVE_INFINITY;
    const full = rows.stop[i] ?? 0;
    const end = shift > 0 ? Math.min(full, rally) : full;
    const happened = end === full ? (rows.event[i] ?? 0) : 0;
    const at = Math.max(0, rally - shift);
    if (end <= 0) continue;
    if (at >= end) add(i, 0, end, happened, 0);
    else {
      if (at > 0) add(i, 0, at, 0, 0);
      add(i, at, end, happened, 1);
    }
  }
  const fit = cox({
    start: start ?? [],
    stop: stop ?? [],
    event: event ?? [],
    cluster: cluster ?? [],
    covariates: { begun: begun ?? [] },
  });
  const [term] = fit.terms;
  const half = (Math.log(term?.high ?? 1) - Math.log(term?.low ?? 1)) / 2;
  const coefficient = term?.coefficient ?? 0;
  return {
    coefficient,
    low: coefficient - half,
    high: coefficient + half,
    p: term?.p ?? 1,
    events: fit.events,
  };
};

/** What a report may say of rallies and the event. */
export type Verdict = 'effect' | 'no_measurable_difference' | 'cannot_tell';

/** An effect only when the interval excludes none and a false, earlier date shows nothing. */
export const verdictOf = (found: RallyHazard, placebo: RallyHazard | null): Verdict => {
  if (found.low <= 0 && found.high >= 0) return 'no_measurable_difference';
  return placebo === null || placebo.low > 0 || placebo.high < 0 ? 'cannot_tell' : 'effect';
};
