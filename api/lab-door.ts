import type { PersonPart } from '../analytics/export/person-rows.ts';
import type { LabSummary, LabTable } from '../analytics/lab-reader.ts';
import type { getCodebook, getCohorts, postExport } from './contract/lab.ts';
import type { BodyOf, ResponseOf } from './contract/route.ts';

/** A cohort as routes name it: weeks are ISO, both included. */
export type AskedCohort = { readonly territory: string; readonly from: string; readonly to: string };
type Asked = BodyOf<typeof postExport>;
export type ExportTable = Asked['table'];
export type ExportFormat = Asked['format'];
export type CodebookLine = ResponseOf<typeof getCodebook>['columns'][number];
export type CohortLine = Omit<ResponseOf<typeof getCohorts>['cohorts'][number], 'name' | 'invented'>;

/** The analytics behind `/lab`, their doors already open. Null: nothing computed yet for that territory. */
export type LabDoor = {
  /** What can be chosen in a territory: its computed weeks, who consents now, when the last computation ended. */
  readonly cohort: (territory: string) => Promise<CohortLine>;
  readonly summary: (cohort: AskedCohort) => Promise<LabSummary | null>;
  readonly measures: (cohort: AskedCohort) => Promise<LabTable | null>;
  readonly cells: (cohort: AskedCohort) => Promise<LabTable | null>;
  readonly ties: (cohort: AskedCohort) => Promise<LabTable | null>;
  readonly codebook: () => readonly CodebookLine[];
  /** Everything the study's files hold of one person, for the person: by their study pseudonym. */
  readonly person: (study: string) => Promise<readonly PersonPart[]>;
  /** A file for statisticians. Null when nothing is computed yet. */
  readonly exportFile: (
    cohort: AskedCohort,
    table: ExportTable,
    format: ExportFormat,
  ) => Promise<Uint8Array | null>;
};
