/** What one run knows about its source when all pages are read. */
export type SweepFacts = {
  /** Proven to hold every offer of the source, and every page was read to its end. */
  readonly complete: boolean;
  /** Offers published or seen unchanged in this run. */
  readonly seen: number;
  readonly quarantined: number;
  /** Offers open before this run. */
  readonly openBefore: number;
  /** Of those, how many this run did not see. */
  readonly vanished: number;
  /** Share of vanished offers above which a person decides, 0-1. */
  readonly holdAbove: number;
};

export type Withdrawal =
  | { readonly decision: 'withdraw' }
  | { readonly decision: 'keep'; readonly reason: 'incomplete' | 'mostly invalid' }
  | { readonly decision: 'hold'; readonly reason: 'empty' | 'mostly invalid' | 'large drop' };

/** Default share of vanished offers that holds a run. */
export const HOLD_ABOVE = 0.2;
/** Up to this many vanished offers are an ordinary day even of a small source. */
export const SMALL_DROP = 3;
/** Above this share of refused rows the feed itself is suspect. */
export const MOSTLY_VALID = 0.8;

/**
 * Whether offers absent from a run may be withdrawn: only a complete, non-empty, mostly valid sweep withdraws, and a
 * large drop waits for a person. Nothing vanished needs no permission.
 */
export const decideWithdrawal = (facts: SweepFacts): Withdrawal => {
  const rows = facts.seen + facts.quarantined;
  if (rows > 0 && facts.seen / rows < MOSTLY_VALID)
    return { decision: facts.vanished > 0 ? 'hold' : 'keep', reason: 'mostly invalid' };
  if (rows === 0 && facts.vanished > 0) return { decision: 'hold', reason: 'empty' };
  if (!facts.complete) return { decision: 'keep', reason: 'incomplete' };
  if (facts.vanished > SMALL_DROP && facts.vanished > facts.holdAbove * facts.openBefore)
    return { decision: 'hold', reason: 'large drop' };
  return { decision: 'withdraw' };
};
