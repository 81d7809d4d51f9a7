import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Client } from 'pg';
import { JokaError } from '../../game/errors.ts';
import { openClient } from './pool.ts';

/** Where the SQL files are. */
export const MIGRATIONS_DIR = fileURLToPath(new URL('./migrations/', import.meta.url));

/** One forward-only step: `name` is the file name without `.sql`. */
export type Migration = { name: string; sha256: string; sql: string };

/** Any two processes that migrate the same database wait for each other on this key. */
const LOCK = 'hashtext($$joka migrations$$)';
/** Roles are shared by the whole cluster, so migrating two databases at once can collide on them. */
const COLLISIONS = new Set(['XX000', '40001', '40P01', '23505', '42710']);

/** The files of a directory in order. @throws JokaError DB_MIGRATION_NAME. */
export const readMigrations = async (directory = MIGRATIONS_DIR): Promise<Migration[]> => {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort();
  const numbers = new Map<string, string>();
  for (const file of files) {
    const number = /^(\d{3})-[a-z0-9-]+\.sql$/.exec(file)?.[1];
    const other = number === undefined ? undefined : numbers.get(number);
    if (number === undefined || other !== undefined)
      throw new JokaError('DB_MIGRATION_NAME', { file, other: other ?? '(none)' });
    numbers.set(number, file);
  }
  return Promise.all(
    files.map(async (file) => {
      const sql = await readFile(`${directory}/${file}`, 'utf8');
      const sha256 = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
      return { name: file.slice(0, -'.sql'.length), sha256, sql };
    }),
  );
};

/** One hash for a whole set of migrations. */
export const migrationsHash = (migrations: readonly Migration[]): string =>
  createHash('sha256')
    .update(migrations.map((m) => `${m.name} ${m.sha256}`).join('\n'))
    .digest('hex');

const checkVersion = async (client: Client, where: string): Promise<void> => {
  const { rows } = await client.query<{ server_version_num: string; server_version: string }>(
    `SELECT current_setting('server_version_num') AS server_version_num, current_setting('server_version') AS server_version`,
  );
  if (Number(rows[0]?.server_version_num) < 150_000)
    throw new JokaError('DB_VERSION_TOO_OLD', { where, found: rows[0]?.server_version ?? 'unknown' });
};

const apply = async (client: Client, migration: Migration): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query('BEGIN');
      await client.query(migration.sql);
      await client.query('INSERT INTO public.joka_migrations (name, sha256) VALUES ($1, $2)', [
        migration.name,
        migration.sha256,
      ]);
      await client.query('COMMIT');
      return;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      const code = (error as { code?: string }).code ?? '';
      if (attempt < 5 && COLLISIONS.has(code)) continue;
      const reason = error instanceof Error ? error.message : String(error);
      throw new JokaError('DB_MIGRATION_FAILED', { file: `${migration.name}.sql`, reason }, error);
    }
  }
};

const reach = async (url: string): Promise<Client> => {
  const { hostname, port, pathname, searchParams } = new URL(url);
  try {
    return await openClient(url, 'joka:migrate');
  } catch (error) {
    const where = `${searchParams.get('host') ?? hostname}:${port === '' ? '5432' : port}${pathname}`;
    const { code, message } = error as { code?: string; message: string };
    throw new JokaError(
      'DB_UNAVAILABLE',
      { where, reason: message === '' ? (code ?? 'no answer') : message },
      error,
    );
  }
};

/**
 * Brings a database to the newest schema. Each file runs in a transaction of its own with its record, under a
 * lock; a file that was applied and has changed since is refused, and so is a database newer than the program.
 * `only` stops at the schema of a backup. @returns the names applied by this call. @throws JokaError `DB_MIGRATION_*`, DB_VERSION_TOO_OLD, DB_UNAVAILABLE.
 */
export const migrate = async (
  url: string,
  directory = MIGRATIONS_DIR,
  only?: ReadonlySet<string>,
): Promise<string[]> => {
  const migrations = await readMigrations(directory);
  const client = await reach(url);
  try {
    await checkVersion(client, client.host);
    await client.query(`SELECT pg_advisory_lock(${LOCK})`);
    await client.query(
      `CREATE TABLE IF NOT EXISTS public.joka_migrations
         (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`,
    );
    const { rows } = await client.query<{ name: string; sha256: string; applied_at: Date }>(
      'SELECT name, sha256, applied_at FROM public.joka_migrations ORDER BY name',
    );
    const known = new Map(migrations.map((m) => [m.name, m]));
    for (const row of rows) {
      const file = `${row.name}.sql`;
      const migration = known.get(row.name);
      if (migration === undefined) throw new JokaError('DB_MIGRATION_UNKNOWN', { file });
      if (migration.sha256 !== row.sha256)
        throw new JokaError('DB_MIGRATION_EDITED', { file, appliedAt: row.applied_at.toISOString() });
    }
    const applied = new Set(rows.map((row) => row.name));
    const missing = migrations.filter((m) => !applied.has(m.name) && only?.has(m.name) !== false);
    for (const migration of missing) await apply(client, migration);
    return missing.map((m) => m.name);
  } finally {
    await client.end();
  }
};
