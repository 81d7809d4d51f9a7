import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { openDatabase } from '../../infra/db/database.ts';
import type { Database } from '../../infra/db/database.ts';
import { openClient } from '../../infra/db/pool.ts';
import { databaseUrl } from './database-url.ts';

export type TestDatabase = {
  db: Database;
  /** The fresh database, as its owner: for tools that connect themselves. */
  url: string;
  /** Closes the pools and drops the database. */
  close(): Promise<void>;
};

const onServer = async (sql: string): Promise<void> => {
  const client = await openClient(inject('serverUrl'), 'joka:test');
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

/** An empty database of a real PostgreSQL, not yet migrated. */
export const emptyDatabase = async (): Promise<TestDatabase> => createDatabase('template0');

/** A fresh, migrated database of a real PostgreSQL. Costs about 50 ms: take one per test or per file. */
export const testDatabase = async (): Promise<TestDatabase> => createDatabase(inject('template'));

const createDatabase = async (template: string): Promise<TestDatabase> => {
  const name = `joka_test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = databaseUrl(inject('serverUrl'), name);
  const db = openDatabase(url, { name: 'test' });
  return {
    db,
    url,
    close: async () => {
      await db.close();
      await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
};
