/** What a cohort's report is computed with. Every value stands in the manifest; a plan can fix them beforehand. */
export type CohortParameters = {
  /** Window of profiles: a calendar month or an ISO week. */
  readonly window: 'month' | 'week';
  /** Work status words that count as stable. */
  readonly stableStatuses: readonly string[];
  /** Share of a window's known days in stable work from which a window is stable. */
  readonly stabilityCut: number;
  /** Measure that says how mobile a window is, and its cut; null: the median of persons’ means, printed. */
  readonly mobilityMeasure: string;
  readonly mobilityCut: number | null;
  /** Least days a person must be observed to be analysed. */
  readonly minDays: number;
  /** Event whose time is studied; null: the most frequent one that is no censoring. */
  readonly event: string | null;
  /** Covariates of the Cox model, each from the window before. */
  readonly covariates: readonly string[];
  /** Horizon of the restricted mean. Days from entry. */
  readonly horizonDays: number;
  /** Ties are read over this many days before an event. */
  readonly tieWindowDays: number;
  /** A tie with at most this many contacts in the window is weak in intensity. */
  readonly weakContacts: number;
  /** Weeks a false rally date is put before the true one. */
  readonly placeboWeeks: number;
};

export const COHORT_PARAMETERS: CohortParameters = {
  window: 'month',
  stableStatuses: ['job', 'emploi', 'cdi', 'durable_job', 'permanent', 'work', 'employed'],
  stabilityCut: 0.5,
  mobilityMeasure: 'places',
  mobilityCut: null,
  minDays: 7,
  event: null,
  covariates: [],
  horizonDays: 180,
  tieWindowDays: 30,
  weakContacts: 2,
  placeboWeeks: 4,
};
