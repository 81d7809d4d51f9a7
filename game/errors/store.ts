import type { ErrorSpec } from './registry.ts';

/** Failures of the stores: object store, database, DuckDB. */
export const STORE_ERRORS = {
  STORE_KEY_INVALID: {
    status: 500,
    kind: 'terminal',
    message: 'The object key {key} does not follow the key grammar.',
    remedy: 'Build keys with infra/object-store/keys.ts.',
  },
  STORE_OBJECT_CORRUPT: {
    status: 500,
    kind: 'terminal',
    message: 'The object {key} holds bytes whose SHA-256 is {found}, not {expected}.',
    remedy: 'Restore the object from a backup; until then nothing that needs it is shown.',
  },
  STORE_UNAVAILABLE: {
    status: 503,
    kind: 'transient',
    message: 'The object store {where} did not answer for {key}: {reason}.',
    remedy: 'Check that it is running and reachable; the work is tried again by itself.',
  },
  STORE_NO_CONDITIONAL_WRITES: {
    status: 500,
    kind: 'terminal',
    message:
      'The object store {where} ignores "If-None-Match: *", so two writers could overwrite each other.',
    remedy: 'Use a store with conditional writes (AWS S3, versitygw, Scaleway), or the directory store.',
  },
  DUCKDB_QUERY_FAILED: {
    status: 500,
    kind: 'terminal',
    message: 'DuckDB refused a query: {reason}. SQL: {sql}',
    remedy: 'Report the SQL above; it names the table and column at fault.',
  },
} as const satisfies Record<string, ErrorSpec>;
