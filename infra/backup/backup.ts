import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Client } from 'pg';
import { JokaError } from '../../game/errors.ts';
import type { Clock } from '../clock.ts';
import type { Migration } from '../db/migrate.ts';
import { openClient } from '../db/pool.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import { MANIFEST, pageName } from './manifest.ts';
import type { BackupManifest } from './manifest.ts';
import { objectReferences, sequenceValues, tablesInOrder } from './schema.ts';
import { writeEnd, writeEntry } from './tar.ts';

export type BackupDoors = { url: string; store: ObjectStore; clock: Clock; version: string };
export type BackupProgress = (label: string, done: number, total: number) => void;

const PAGE_ROWS = 5000;
const ATTEMPTS = 3;
const compress = promisify(gzip);

type Archive = { put(name: string, bytes: Uint8Array): Promise<void>; members: Record<string, string> };

const archiveIn = (file: FileHandle): Archive => {
  const members: Record<string, string> = {};
  return {
    members,
    put: async (name, bytes) => {
      members[name] = createHash('sha256').update(bytes).digest('hex');
      await writeEntry(file, { name, bytes });
    },
  };
};

/** Rows as PostgreSQL writes them in JSON, one a line, never read by us: no number passes through JavaScript. */
const copyTable = async (client: Client, table: string, archive: Archive): Promise<number> => {
  await client.query(`DECLARE pages NO SCROLL CURSOR FOR SELECT to_jsonb(t)::text AS row FROM ${table} t`);
  let rows = 0;
  for (let page = 1; ; page += 1) {
    const fetched = await client.query<{ row: string }>(`FETCH ${PAGE_ROWS} FROM pages`);
    if (fetched.rows.length === 0) break;
    rows += fetched.rows.length;
    await archive.put(
      pageName(table, page),
      await compress(fetched.rows.map(({ row }) => `${row}\n`).join('')),
    );
  }
  await client.query('CLOSE pages');
  return rows;
};

const snapshot = async (
  client: Client,
  doors: BackupDoors,
  archive: Archive,
  progress: BackupProgress,
): Promise<BackupManifest> => {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  // The snapshot begins with this first query; objects are immutable, so what its rows name can be copied after.
  const { rows: migrations } = await client.query<Pick<Migration, 'name' | 'sha256'>>(
    'SELECT name, sha256 FROM public.joka_migrations ORDER BY name',
  );
  const takenAt = new Date(doors.clock.now()).toISOString();
  const keys: string[] = [];
  for await (const key of doors.store.list('')) keys.push(key);
  const listed = new Set(keys);
  for (const key of await objectReferences(client))
    if (!listed.has(key)) throw new JokaError('BACKUP_OBJECT_MISSING', { key });
  const tables: Record<string, number> = {};
  const names = await tablesInOrder(client);
  for (const [at, table] of names.entries()) {
    progress('rows', at, names.length + keys.length);
    tables[table] = await copyTable(client, table, archive);
  }
  const sequences = await sequenceValues(client);
  await client.query('COMMIT');
  for (const [at, key] of keys.entries()) {
    progress('objects', names.length + at, names.length + keys.length);
    const bytes = await doors.store.get(key);
    if (bytes === null) throw new JokaError('BACKUP_OBJECT_MISSING', { key });
    await archive.put(`objects/${key}`, bytes);
  }
  const { version } = doors;
  const { members } = archive;
  return { format: 1, version, takenAt, migrations, tables, sequences, objects: keys.length, members };
};

const attempt = async (
  doors: BackupDoors,
  path: string,
  progress: BackupProgress,
): Promise<BackupManifest> => {
  const client = await openClient(doors.url, 'joka:backup');
  const file = await open(path, 'w', 0o600);
  try {
    const manifest = await snapshot(client, doors, archiveIn(file), progress);
    await writeEntry(file, { name: MANIFEST, bytes: Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`) });
    await writeEnd(file);
    return manifest;
  } finally {
    await file.close();
    await client.end();
  }
};

/**
 * Writes every row of one snapshot, and every object, to one tar archive that its last member describes. Beside a
 * running instance: nothing is locked. When an object disappears while it is copied (a merge, an erasure), the whole
 * is taken again. The file appears under its name only when complete, readable by its owner only.
 * @throws JokaError BACKUP_OBJECT_MISSING, DB_*, STORE_*.
 */
export const backup = async (
  doors: BackupDoors,
  path: string,
  progress: BackupProgress = () => undefined,
): Promise<BackupManifest> => {
  const unfinished = `${path}.part`;
  try {
    for (let round = 1; ; round += 1) {
      try {
        const manifest = await attempt(doors, unfinished, progress);
        await rename(unfinished, path);
        return manifest;
      } catch (error) {
        const gone = error instanceof JokaError && error.code === 'BACKUP_OBJECT_MISSING';
        if (!gone || round === ATTEMPTS) throw error;
      }
    }
  } finally {
    await rm(unfinished, { force: true });
  }
};
