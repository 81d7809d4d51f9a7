import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyDatabase, testDatabase } from '../../test/support/database.ts';
import type { TestDatabase } from '../../test/support/database.ts';
import { migrate, MIGRATIONS_DIR, readMigrations } from './migrate.ts';
import { openClient } from './pool.ts';

describe('migrate', () => {
  let test: TestDatabase;
  let directory: string;
  beforeEach(async () => {
    test = await emptyDatabase();
    directory = await mkdtemp(path.join(os.tmpdir(), 'joka-migrations-'));
  });
  afterEach(async () => {
    await test.close();
    await rm(directory, { recursive: true });
  });
  const put = async (name: string, text: string): Promise<void> =>
    writeFile(path.join(directory, name), text);
  const tables = async (): Promise<string[]> => {
    const client = await openClient(test.url);
    const { rows } = await client.query<{ t: string }>(
      `SELECT table_name AS t FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
    );
    await client.end();
    return rows.map((row) => row.t);
  };

  it('applies what is missing, in order, once', async () => {
    await put('001-one.sql', 'CREATE TABLE one (id int)');
    await put('002-two.sql', 'ALTER TABLE one ADD COLUMN name text');
    expect(await migrate(test.url, directory)).toEqual(['001-one', '002-two']);
    await put('003-three.sql', 'CREATE TABLE three (id int)');
    expect(await migrate(test.url, directory)).toEqual(['003-three']);
    expect(await migrate(test.url, directory)).toEqual([]);
    expect(await tables()).toEqual(['joka_migrations', 'one', 'three']);
  });

  it('lets simultaneous starters wait for each other', async () => {
    await put('001-one.sql', 'CREATE TABLE one (id int); SELECT pg_sleep(0.2)');
    const applied = await Promise.all([1, 2, 3].map(async () => migrate(test.url, directory)));
    expect(applied.flat()).toEqual(['001-one']);
  });

  it('refuses a file edited after it was applied', async () => {
    await put('001-one.sql', 'CREATE TABLE one (id int)');
    await migrate(test.url, directory);
    await put('001-one.sql', 'CREATE TABLE one (id bigint)');
    await expect(migrate(test.url, directory)).rejects.toMatchObject({
      code: 'DB_MIGRATION_EDITED',
      details: { file: '001-one.sql' },
    });
  });

  it('does not mind another line ending', async () => {
    await put('001-one.sql', 'CREATE TABLE one (\n id int)');
    await migrate(test.url, directory);
    await put('001-one.sql', 'CREATE TABLE one (\r\n id int)');
    expect(await migrate(test.url, directory)).toEqual([]);
  });

  it('refuses a database newer than the program', async () => {
    await put('001-one.sql', 'CREATE TABLE one (id int)');
    await migrate(test.url, directory);
    await rm(path.join(directory, '001-one.sql'));
    await expect(migrate(test.url, directory)).rejects.toMatchObject({ code: 'DB_MIGRATION_UNKNOWN' });
  });

  it('rolls a failing file back whole and keeps those before it', async () => {
    await put('001-one.sql', 'CREATE TABLE one (id int)');
    await put('002-two.sql', 'CREATE TABLE two (id int); CREATE TABLE one (id int)');
    await expect(migrate(test.url, directory)).rejects.toMatchObject({
      code: 'DB_MIGRATION_FAILED',
      message: expect.stringContaining('002-two.sql') as string,
    });
    expect(await tables()).toEqual(['joka_migrations', 'one']);
  });

  it('refuses two files with one number', async () => {
    await put('001-one.sql', 'SELECT 1');
    await put('001-two.sql', 'SELECT 1');
    await expect(readMigrations(directory)).rejects.toMatchObject({ code: 'DB_MIGRATION_NAME' });
  });

  it('says which server does not answer, without its password', async () => {
    const failure: unknown = await migrate('postgres://joka:hunter2@127.0.0.1:1/nowhere').catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: 'DB_UNAVAILABLE', details: { where: '127.0.0.1:1/nowhere' } });
    expect(String(failure)).not.toContain('hunter2');
  });

  it('brings an empty database to the schema of this version', async () => {
    await cp(MIGRATIONS_DIR, directory, { recursive: true });
    expect(await migrate(test.url, directory)).toEqual((await readMigrations(directory)).map((m) => m.name));
  });
});

describe('roles', () => {
  it('see their own schema and nothing of the vault', async () => {
    const test = await testDatabase();
    try {
      await expect(test.db.game.selectFrom('vault.link').selectAll().execute()).rejects.toThrow(
        /permission denied/,
      );
      await expect(test.db.study.selectFrom('game.players').selectAll().execute()).rejects.toThrow(
        /permission denied/,
      );
      await expect(test.db.territory.selectFrom('game.players').selectAll().execute()).rejects.toThrow(
        /permission denied/,
      );
      expect(await test.db.territory.selectFrom('study.published').selectAll().execute()).toEqual([]);
      expect(await test.db.vault.selectFrom('vault.link').selectAll().execute()).toEqual([]);
      const { rows } = await sql<{ role: string }>`SELECT current_user AS role`.execute(test.db.game);
      expect(rows).toEqual([{ role: 'joka_game' }]);
    } finally {
      await test.close();
    }
  });
});
