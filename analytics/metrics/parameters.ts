/** What measures can be asked with. The values used stand in every manifest and in the catalogue. */
export type MeasureParameters = {
  /** How many of the most visited places the k-radius keeps. */
  readonly topPlaces: number;
  /** Night on the person's clocks, from one hour to another over midnight: what home is looked for in. */
  readonly nightFrom: number;
  readonly nightTo: number;
  /** Work is looked for on weekdays between these hours. */
  readonly workFrom: number;
  readonly workTo: number;
  /** Delay of the mean square displacement. Minutes. */
  readonly displacementMinutes: number;
  /** A tour comes back to where it began within this. Hours. */
  readonly tourHours: number;
  /** A trip unseen for longer than this was not seen on its way. Minutes. */
  readonly tripGapMinutes: number;
};

/** Defaults: the reference's own where it names one. */
export const MEASURE_PARAMETERS: MeasureParameters = {
  topPlaces: 2,
  nightFrom: 22,
  nightTo: 7,
  workFrom: 9,
  workTo: 17,
  displacementMinutes: 60,
  tourHours: 24,
  tripGapMinutes: 15,
};
