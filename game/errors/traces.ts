import type { ErrorSpec } from './registry.ts';

/** Refusals of position batches and of rows in them. */
export const TRACE_ERRORS = {
  DWELL_CELL_INVALID: {
    status: 422,
    kind: 'terminal',
    message: 'Row {row}, field {field}: not an H3 cell of resolution 11.',
    remedy: 'Send 15 lower-case hexadecimal characters; update the page if it is the one that sent this.',
  },
  DWELL_CELL_MISSING: {
    status: 422,
    kind: 'terminal',
    message: 'Row {row}, field {field}: a dwell outside the home zone needs its cell.',
    remedy: 'Send the cell, or home true.',
  },
  DWELL_HOME_WITH_CELL: {
    status: 422,
    kind: 'terminal',
    message: 'Row {row}, field {field}: a dwell of the home zone must not carry a cell.',
    remedy: 'Cut the home zone on the phone: cell null.',
  },
  DWELL_TIME_INVALID: {
    status: 422,
    kind: 'terminal',
    message: 'Row {row}, field {field}: not an ISO 8601 instant, or the end is before the beginning.',
    remedy: 'Send instants as 2026-01-31T09:30:00Z, the first not after the last.',
  },
  DWELL_TOO_OLD: {
    status: 422,
    kind: 'terminal',
    message: 'Row {row}, field {field}: older than 7 days.',
    remedy: 'Nothing to do: what was kept longer offline no longer counts. Check the clock of the phone.',
  },
  DWELL_IN_FUTURE: {
    status: 422,
    kind: 'terminal',
    message: 'Row {row}, field {field}: more than 2 minutes in the future.',
    remedy: 'Set the clock of the phone to automatic.',
  },
  LOGGER_FORMAT_UNKNOWN: {
    status: 422,
    kind: 'terminal',
    message:
      'The file is no GPX, CSV with time, latitude and longitude, OwnTracks, Records.json or Timeline.json.',
    remedy:
      'Export it again from the logger in one of these forms; a CSV needs a first line that names its columns.',
  },
  LOGGER_ROW_INVALID: {
    status: 422,
    kind: 'terminal',
    message: 'Row {row}, field {field}: no usable position.',
    remedy:
      'Instants as 2026-01-31T09:30:00Z or seconds since 1970, degrees in WGS84. The other rows are kept.',
  },
  LOGGER_BEFORE_CONSENT: {
    status: 422,
    kind: 'terminal',
    message: 'Row {row}, field {field}: before the consent to research that holds.',
    remedy: 'Nothing to do: the study takes only what was recorded while you took part.',
  },
} as const satisfies Record<string, ErrorSpec>;
