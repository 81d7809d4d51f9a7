import type { LabMeasures, LabTable } from '../analytics/lab-reader.ts';

/** A cohort as routes name it: weeks are ISO, both included. */
export type AskedCohort = { readonly territory: string; readonly from: string; readonly to: string };

/** The analytics behind `/lab`, their doors already open. Null: nothing computed yet for that territory. */
export type LabDoor = {
  measures(cohort: AskedCohort): Promise<LabMeasures | null>;
  cells(cohort: AskedCohort): Promise<LabTable | null>;
  ties(cohort: AskedCohort): Promise<LabTable | null>;
};
