import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Client } from 'pg';
import { JokaError } from '../../game/errors.ts';
import { migrate, MIGRATIONS_DIR, readMigrations } from '../db/migrate.ts';
import { openClient } from '../db/pool.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { BackupProgress } from './backup.ts';
import { objectKeyOf, SCHEMAS, tableOf } from './manifest.ts';
import type { BackupManifest } from './manifest.ts';
import { tablesInOrder } from './schema.ts';
import { readEntries } from './tar.ts';
import { verifyBackup } from './verify.ts';

const decompress = promisify(gunzip);

/** Tables that say whether a store is in use. */
const SIGNS = ['idp.instance', 'idp.users', 'game.players', 'offers.offers', 'vault.link'];

const checkEmpty = async (client: Client): Promise<void> => {
  for (const table of SIGNS) {
    const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
      table,
    ]);
    if (rows[0]?.there !== true) continue;
    if ((await client.query(`SELECT FROM ${table} LIMIT 1`)).rowCount !== 0)
      throw new JokaError('RESTORE_NOT_EMPTY', { table });
  }
};

/** The empty store takes the schema that the backup's rows were written in. */
const takeSchemaOf = async (client: Client, manifest: BackupManifest, url: string): Promise<void> => {
  await client.query('BEGIN');
  for (const schema of [...SCHEMAS, 'graphile_worker'])
    await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await client.query('DROP TABLE IF EXISTS public.joka_migrations');
  await client.query('COMMIT');
  await migrate(url, MIGRATIONS_DIR, new Set(manifest.migrations.map(({ name }) => name)));
};

const checkMigrations = async (manifest: BackupManifest, path: string): Promise<void> => {
  const known = new Map((await readMigrations()).map((m) => [m.name, m.sha256]));
  for (const { name, sha256 } of manifest.migrations)
    if (known.get(name) !== sha256)
      throw new JokaError('RESTORE_OTHER_SCHEMA', { file: path, migration: name });
};

/** Every row of one table in one statement, so that rows may refer to each other. */
const insertTable = async (client: Client, table: string): Promise<number> => {
  const { rowCount } = await client.query(
    `INSERT INTO ${table} SELECT r.* FROM restored s, jsonb_populate_record(NULL::${table}, s.row) r WHERE s.name = $1`,
    [table],
  );
  return rowCount ?? 0;
};

const insertRows = async (client: Client, manifest: BackupManifest, path: string): Promise<void> => {
  await client.query('BEGIN');
  await client.query('CREATE TEMPORARY TABLE restored (name text, row jsonb) ON COMMIT DROP');
  for await (const { name, bytes } of readEntries(path)) {
    const table = tableOf(name);
    if (table === null) continue;
    const lines = (await decompress(bytes)).toString('utf8').trimEnd().split('\n');
    await client.query('INSERT INTO restored SELECT $1, line::jsonb FROM unnest($2::text[]) AS line', [
      table,
      lines,
    ]);
  }
  const tables = await tablesInOrder(client);
  // Rows that migrations put there give way to those of the backup.
  await client.query(`TRUNCATE ${tables.join(', ')}`);
  for (const table of tables) {
    const rows = await insertTable(client, table);
    const expected = manifest.tables[table] ?? 0;
    if (rows !== expected)
      throw new JokaError('BACKUP_CORRUPT', {
        file: path,
        reason: `${table} has ${rows} rows, not ${expected}`,
      });
  }
  for (const [sequence, last] of Object.entries(manifest.sequences))
    if (last !== null) await client.query('SELECT setval($1::regclass, $2::bigint)', [sequence, last]);
  await client.query('COMMIT');
};

/**
 * Puts a verified backup into an empty store: objects first, then all rows in one transaction, then the migrations
 * that are newer than the backup. A restore that stops half-way leaves the database empty and can be run again.
 * @throws JokaError BACKUP_CORRUPT, RESTORE_NOT_EMPTY, RESTORE_OTHER_SCHEMA.
 */
export const restore = async (
  doors: { url: string; store: ObjectStore },
  path: string,
  progress: BackupProgress = () => undefined,
): Promise<BackupManifest> => {
  progress('checking the hashes', 0, 1);
  const manifest = await verifyBackup(path);
  await checkMigrations(manifest, path);
  const client = await openClient(doors.url, 'joka:restore');
  try {
    await checkEmpty(client);
    let done = 0;
    for await (const { name, bytes } of readEntries(path)) {
      const key = objectKeyOf(name);
      if (key === null) continue;
      progress('objects', done, manifest.objects);
      await doors.store.put(key, bytes);
      done += 1;
    }
    progress('rows', 0, 1);
    await takeSchemaOf(client, manifest, doors.url);
    await insertRows(client, manifest, path);
    await migrate(doors.url);
    return manifest;
  } finally {
    await client.end();
  }
};
