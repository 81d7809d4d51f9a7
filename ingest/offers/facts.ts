import type { Demand, DurationUnit, Experience, Kind, Remote, SalaryUnit } from '../../game/offer.ts';

/** What an offer says beyond its text. Null everywhere is "not said", never "no". */
export type Facts = {
  readonly kind: Kind | null;
  /** Of a contract with an end; `duration` in `durationUnit`s. */
  readonly duration: number | null;
  readonly durationUnit: DurationUnit | null;
  /** Euros gross per `salaryUnit`; equal when one figure is given. */
  readonly salaryMin: number | null;
  readonly salaryMax: number | null;
  readonly salaryUnit: SalaryUnit | null;
  readonly weeklyHours: number | null;
  readonly partTime: boolean | null;
  /** First day of work, `YYYY-MM-DD`. */
  readonly startDate: string | null;
  /** Instant after which the source no longer wants applications, ISO 8601. */
  readonly expiresAt: string | null;
  /** Whether one of 16 or 17 years may apply. */
  readonly minors: boolean | null;
  readonly remote: Remote | null;
  readonly experience: Experience | null;
  readonly experienceMonths: number | null;
  /** French scale of diplomas: 3 CAP or BEP, 4 baccalauréat, 5 bac+2, 6 bac+3 or 4, 7 bac+5, 8 doctorate. */
  readonly diplomaLevel: number | null;
  readonly diploma: Demand | null;
  /** Driving licence (any category). */
  readonly drivingLicence: Demand | null;
  readonly vehicle: Demand | null;
  readonly night: boolean | null;
  readonly sunday: boolean | null;
  /** Open to people with a handicap, as the source states it. */
  readonly accessible: boolean | null;
  readonly posts: number | null;
  /** Who published it inside the source (a partner of France Travail): two publishers may show one offer. */
  readonly publisher: string | null;
  /** SIRET of the workplace, 14 digits. */
  readonly siret: string | null;
  /** Other addresses and ids under which the same offer is shown elsewhere. */
  readonly links: readonly string[];
};

/** Nothing is known. */
export const NO_FACTS: Facts = {
  kind: null,
  duration: null,
  durationUnit: null,
  salaryMin: null,
  salaryMax: null,
  salaryUnit: null,
  weeklyHours: null,
  partTime: null,
  startDate: null,
  expiresAt: null,
  minors: null,
  remote: null,
  experience: null,
  experienceMonths: null,
  diplomaLevel: null,
  diploma: null,
  drivingLicence: null,
  vehicle: null,
  night: null,
  sunday: null,
  accessible: null,
  posts: null,
  publisher: null,
  siret: null,
  links: [],
};
