import type { LabDoor } from '../../api/lab-door.ts';

const closed = (): never => {
  throw new Error('The lab is not open while the town is played.');
};

/** Nobody looks at the lab while the town is played. */
export const CLOSED_LAB: LabDoor = {
  cohort: closed,
  summary: closed,
  measures: closed,
  cells: closed,
  ties: closed,
  codebook: closed,
  person: closed,
  exportFile: closed,
};
