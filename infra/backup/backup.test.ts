import { createHash, randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listErasures, reapplyErasures } from '../../cli/reapply-erasures.ts';
import { emptyDatabase, testDatabase } from '../../test/support/database.ts';
import type { TestDatabase } from '../../test/support/database.ts';
import { fixedClock } from '../clock.ts';
import { openClient } from '../db/pool.ts';
import { lakeKey, photoKey } from '../object-store/keys.ts';
import { memoryStore } from '../object-store/memory.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import { backup } from './backup.ts';
import { restore } from './restore.ts';
import { tablesInOrder } from './schema.ts';
import { verifyBackup } from './verify.ts';

const clock = fixedClock(Date.UTC(2026, 10, 24, 12));
const AT = '2026-11-24T11:59:59.123456Z';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const player = randomUUID();
const study = randomUUID();
const [first, twin] = [randomUUID(), randomUUID()];

/** Rows with everything that could be lost on the way: microseconds, big numbers, floats, quotes, nulls, arrays. */
const fill = async (url: string, objectKey: string): Promise<void> => {
  const client = await openClient(url);
  const run = async (sql: string, values: unknown[] = []): Promise<void> =>
    void (await client.query(sql, values));
  await run(`INSERT INTO offers.sources VALUES ('s', $1, 'public', 'l', 'a', true)`, ['É "x"\\ \n\t ’']);
  await run(
    `INSERT INTO offers.offers (id, source, external_id, origin, title, contract, precision, lat, lng, licence, attribution,
       retrieved_at, created_at, updated_at, content_sha256, flags, duplicate_of)
     SELECT v.id::uuid, 's', v.id, 'public', 't', 'CDI', 'commune', 50.42310000000001, 0.1 + 0.2, 'l', 'a', $3, $3, $3, 'h',
       ARRAY['a b', 'c"d', ''], v.twin::uuid
     FROM (VALUES ($1, $2), ($2, NULL)) AS v (id, twin)`,
    [twin, first, AT],
  );
  await run(`INSERT INTO game.players VALUES ($1, 'n', 'T', '18-25', $2)`, [player, AT]);
  await run(
    `INSERT INTO game.batches (device, seq, player, sent_at, body_sha256, dwells)
     VALUES ($1, 9007199254740993, $2, $3, 'h', '[{"n": 12345678901234567890, "x": 1e-7}]')`,
    [randomUUID(), player, AT],
  );
  await run(
    `INSERT INTO study.staging (lake_table, person, territory, at, row)
     SELECT 'fixes', $1::uuid, 'T', $2::timestamptz + n * interval '1 microsecond', jsonb_build_object('n', n) FROM generate_series(1, 12000) n`,
    [study, AT],
  );
  await run(
    `INSERT INTO study.lake_files (lake_table, week, bucket, object_key, sha256, rows, bytes, schema_version)
     VALUES ('fixes', '2026-W47', 0, $1, 'h', 1, 1, 1)`,
    [objectKey],
  );
  await run(
    `INSERT INTO idp.users VALUES ('acc', 'n', 'a@players.invalid', false, NULL, 'n', NULL, $1, $1)`,
    [AT],
  );
  await run(`INSERT INTO vault.link VALUES ('acc', 'game', $1), ('acc', 'study', $2)`, [player, study]);
  await client.end();
};

/** Every row of every table as text, and the next value of every sequence. */
const contents = async (url: string): Promise<Record<string, string[]>> => {
  const client = await openClient(url);
  const all: Record<string, string[]> = {};
  for (const table of await tablesInOrder(client))
    all[table] = (
      await client.query<{ row: string }>(`SELECT t::text AS row FROM ${table} t ORDER BY 1`)
    ).rows.map(({ row }) => row);
  const { rows } = await client.query<{ s: string }>(
    `SELECT schemaname || '.' || sequencename || '=' || coalesce(last_value::text, '-') AS s FROM pg_sequences
     WHERE schemaname <> 'graphile_worker' ORDER BY 1`,
  );
  all['sequences'] = rows.map(({ s }) => s);
  await client.end();
  return all;
};

const objects = async (store: ObjectStore): Promise<Record<string, string>> => {
  const all: Record<string, string> = {};
  for await (const key of store.list(''))
    all[key] = Buffer.from((await store.get(key)) ?? []).toString('base64');
  return all;
};

describe('backup and restore', () => {
  let source: TestDatabase;
  let target: TestDatabase;
  let store: ObjectStore;
  let directory: string;
  let file: string;
  const take = async () => backup({ url: source.url, store, clock, version: '0.1.0' }, file);

  beforeEach(async () => {
    [source, target] = [await testDatabase(), await emptyDatabase()];
    store = memoryStore();
    const parquet = Buffer.from('parquet');
    const key = lakeKey('fixes', '2026-W47', 0, parquet);
    await store.put(key, parquet);
    const photo = Buffer.alloc(70_001, 7);
    await store.put(photoKey(photo), photo);
    await fill(source.url, key);
    directory = await mkdtemp(path.join(os.tmpdir(), 'joka-backup-'));
    file = path.join(directory, 'store.joka');
  });
  afterEach(async () => {
    await Promise.all([source.close(), target.close()]);
    await rm(directory, { recursive: true });
  });

  it('bring every row, sequence and object back as it was', async () => {
    const manifest = await take();
    expect(manifest.tables).toMatchObject({ 'study.staging': 12_000, 'offers.offers': 2, 'vault.link': 2 });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const restored = memoryStore();
    expect(await restore({ url: target.url, store: restored }, file)).toEqual(manifest);
    expect(await contents(target.url)).toEqual(await contents(source.url));
    expect(await objects(restored)).toEqual(await objects(store));
  });

  it('make a file that tar reads', async () => {
    const manifest = await take();
    const names = execFileSync('tar', ['tf', file], { encoding: 'utf8' }).trimEnd().split('\n');
    expect(names.sort()).toEqual([...Object.keys(manifest.members), 'manifest.json'].sort());
  });

  it('refuse a store that is not empty, and leave it alone', async () => {
    await take();
    const before = await contents(source.url);
    await expect(restore({ url: source.url, store }, file)).rejects.toMatchObject({
      code: 'RESTORE_NOT_EMPTY',
    });
    expect(await contents(source.url)).toEqual(before);
  });

  it('refuse a file that is cut, altered or something else, before anything is written', async () => {
    await take();
    const whole = await readFile(file);
    const altered = Buffer.from(whole);
    altered.writeUInt8((altered.at(530) ?? 0) ^ 1, 530);
    for (const bytes of [
      whole.subarray(0, whole.length - 5000),
      altered,
      Buffer.from('no'),
      Buffer.alloc(4096, 65),
    ]) {
      await writeFile(file, bytes);
      await expect(restore({ url: target.url, store: memoryStore() }, file)).rejects.toMatchObject({
        code: 'BACKUP_CORRUPT',
      });
    }
    const client = await openClient(target.url);
    expect((await client.query(`SELECT to_regclass('idp.users') AS t`)).rows).toEqual([{ t: null }]);
    await client.end();
  });

  it('is one snapshot while others write, and keeps no half file', async () => {
    const client = await openClient(source.url);
    const going = new AbortController();
    const writing = (async () => {
      // Each transaction adds one staged row and one signal: a snapshot has as many of one as of the other.
      while (!going.signal.aborted)
        await client.query(`BEGIN; INSERT INTO study.staging (lake_table, territory, at, row) VALUES ('fixes', 'S', now(), '{}');
          INSERT INTO ops.signals (kind, subject, signal, value) VALUES ('k', 's', 'x', '1'); COMMIT`);
    })();
    const manifest = await take();
    going.abort();
    await writing;
    await client.end();
    expect((manifest.tables['study.staging'] ?? 0) - 12_000).toBe(manifest.tables['ops.signals']);
    await expect(stat(`${file}.part`)).rejects.toThrow();
    expect(await verifyBackup(file)).toEqual(manifest);
  });

  it('say which object the rows name and the store has not', async () => {
    for await (const key of store.list('lake/')) await store.delete(key);
    await expect(take()).rejects.toMatchObject({ code: 'BACKUP_OBJECT_MISSING' });
    await expect(open(file)).rejects.toThrow();
  });

  it('erase again whoever was erased after the backup', async () => {
    await take();
    await restore({ url: target.url, store: memoryStore() }, file);
    const later = [{ gamePidSha256: sha256(player), studyPidSha256: sha256(study), requestedAt: AT }];
    expect(await reapplyErasures({ db: target.db, clock }, later)).toBe(1);
    expect(await target.db.idp.selectFrom('idp.users').selectAll().execute()).toEqual([]);
    expect(await listErasures(target.db)).toMatchObject([{ gamePidSha256: sha256(player) }]);
    const work = await target.db.ops.selectFrom('ops.outbox').select(['kind']).execute();
    expect(work).toEqual([{ kind: 'erase' }]);
    expect(await reapplyErasures({ db: target.db, clock }, later)).toBe(0);
  });
});
