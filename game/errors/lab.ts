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
  LAB_FLAG_INVALID: {
    status: 400,
    kind: 'terminal',
    message: '{flag} does not take {value}.',
    remedy: 'It takes {expected}.',
  },
  LAB_FILE_MISSING: {
    status: 404,
    kind: 'terminal',
    message: 'There is no file or folder {file}.',
    remedy: 'Check the path; `joka lab template` writes example files.',
  },
  LAB_FILE_EMPTY: {
    status: 422,
    kind: 'terminal',
    message: 'The file {file} holds no row.',
    remedy: 'Give the file that has them.',
  },
  LAB_FORMAT_UNKNOWN: {
    status: 422,
    kind: 'terminal',
    message: 'The file {file} is in no format that is read here.',
    remedy:
      'Read: CSV, Parquet, GPX, GeoJSON, PLT, OwnTracks, Google and Apple location histories, SMS backup XML.',
  },
  LAB_HEADER_MISSING: {
    status: 422,
    kind: 'terminal',
    message: 'The {table} file {file} has no header: its first line holds numbers only.',
    remedy: 'Write the names of the columns as its first line; `joka lab template` shows them.',
  },
  LAB_COLUMN_MISSING: {
    status: 422,
    kind: 'terminal',
    message: 'The {table} have no column for {role} ({meaning}). Columns found: {columns}.',
    remedy: 'Name it: --columns {role}=<column>.',
  },
  LAB_COLUMN_UNKNOWN: {
    status: 400,
    kind: 'terminal',
    message: 'The {table} have no column {column}. Columns found: {columns}.',
    remedy: 'Write it as the file does: --columns role=column.',
  },
  LAB_READING_AMBIGUOUS: {
    status: 422,
    kind: 'terminal',
    message: 'In {table}, {what}; results would differ, so it is not guessed.{rows}',
    remedy: 'Say which: {flag}.',
  },
  LAB_PLACES_UNREADABLE: {
    status: 422,
    kind: 'terminal',
    message: 'The places of {table} (columns {columns}) are neither degrees, nor Lambert-93, nor UTM.',
    remedy:
      'Say what they are: --crs EPSG:2154, --crs utm31n; or which columns hold them: --columns lat=...,lng=...',
  },
  LAB_TABLE_MISSING: {
    status: 422,
    kind: 'terminal',
    message: '`joka lab {verb}` needs the {table}, which this study does not have. They would give {gives}.',
    remedy: 'Give --{table} <file or folder>; `joka lab template` writes an example.',
  },
  LAB_ZONE_MISSING: {
    status: 422,
    kind: 'terminal',
    message: 'Days and weeks need a time zone, and the places do not say which.',
    remedy: 'Give it: --zone Europe/Paris.',
  },
  LAB_ZONE_UNKNOWN: {
    status: 400,
    kind: 'terminal',
    message: 'There is no time zone {zone}.',
    remedy: 'Use a name such as Europe/Paris or America/Martinique.',
  },
  LAB_NO_ROWS: {
    status: 422,
    kind: 'terminal',
    message: 'No row of the {table} could be used; left out: {reasons}.',
    remedy: 'Look at bad_rows.csv beside the key file, and at what was guessed about the columns.',
  },
  LAB_PLAN_INVALID: {
    status: 422,
    kind: 'terminal',
    message: 'The plan {file} is not understood: {field}.',
    remedy: '`joka lab template` writes one with every field.',
  },
} as const satisfies Record<string, ErrorSpec>;
