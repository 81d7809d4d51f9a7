/** What turns dwells into stays and encounters. Every run's manifest holds the values it used. */
export type TraceParameters = {
  /** A longer dwell is not believed. Hours. */
  readonly maxDwellHours: number;
  /** A dwell reached faster than this from the last one kept is not believed. Kilometres per hour, between centres. */
  readonly maxSpeedKmh: number;
  /** Dwells of these accuracy classes are left out. */
  readonly leftOutAccuracies: readonly string[];
  /** A stay goes on over a gap in the observation of at most this. Minutes. */
  readonly maxGapMinutes: number;
  /** A shorter stop is not a stay. Minutes. */
  readonly minStayMinutes: number;
  /** Between two dwells the phone was on when the gap is at most this. Minutes. */
  readonly bridgeMinutes: number;
  /** Two persons met when they were in the same or adjacent cells at most this long apart. Minutes. */
  readonly encounterMinutes: number;
  /** Meetings of a pair closer than this are one encounter. Minutes. */
  readonly encounterGapMinutes: number;
};

/** Defaults of the reference: stays of 5 minutes with gaps of 15, encounters within 5 minutes merged over 15. */
export const TRACE_PARAMETERS: TraceParameters = {
  maxDwellHours: 48,
  maxSpeedKmh: 150,
  leftOutAccuracies: ['poor'],
  maxGapMinutes: 15,
  minStayMinutes: 5,
  bridgeMinutes: 5,
  encounterMinutes: 5,
  encounterGapMinutes: 15,
};
