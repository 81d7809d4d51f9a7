import type { ErrorSpec } from './registry.ts';

/** Failures of a study of files and of its statistics. */
export const LAB_ERRORS = {
  LAB_MODEL_SINGULAR: {
    status: 422,
    kind: 'terminal',
    message: 'The model cannot be estimated: {field} is constant or follows from the others.',
    remedy: 'Leave that covariate or group out, or give rows in which it varies.',
  },
  LAB_MODEL_INVALID: {
    status: 422,
    kind: 'terminal',
    message: 'The covariate {field} has no number in row {row}.',
    remedy: 'Fill it, or leave the row out and say so in the flow.',
  },
  LAB_MODEL_EMPTY: {
    status: 422,
    kind: 'terminal',
    message: 'There is nothing to estimate: {rows} rows, {events} events.',
    remedy: 'Give at least one covariate and one observed event.',
  },
} as const satisfies Record<string, ErrorSpec>;
