import path from 'node:path';
import type { Config } from '../config.ts';
import { useEmbeddedServer } from '../embedded/server.ts';
import { openDatabase } from './database.ts';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { openClient } from './pool.ts';

/** The operational store as configured: open, migrated. */
export type Connection = {
  db: Database;
  /** For tools that connect themselves, as the owner of the database. Holds the password: never printed. */
  url: string;
  /** `embedded` in JOKA_HOME, or the server of DATABASE_URL. */
  form: 'embedded' | 'server';
  /** Names of the migrations this call applied. */
  migrated: readonly string[];
  /** Closes the pools; an embedded server ends with its last user. */
  close(): Promise<void>;
};

const DATABASE = 'joka';

const ensureDatabase = async (maintenanceUrl: string): Promise<void> => {
  const client = await openClient(maintenanceUrl, 'joka:create');
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } catch (error) {
    // Another process made it in the same moment.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  } finally {
    await client.end();
  }
};

/**
 * Opens the store named by the configuration: DATABASE_URL, or the embedded PostgreSQL of JOKA_HOME, started when it
 * is down. Brings the schema up to date. `name` is shown in pg_stat_activity.
 * @throws JokaError `DB_*`.
 */
export const connectDatabase = async (config: Config, name: string): Promise<Connection> => {
  const options = { poolSize: config.JOKA_DATABASE_POOL, name };
  if (config.DATABASE_URL !== null) {
    const migrated = await migrate(config.DATABASE_URL);
    const db = openDatabase(config.DATABASE_URL, options);
    return { db, url: config.DATABASE_URL, form: 'server', migrated, close: async () => db.close() };
  }
  const server = await useEmbeddedServer({ home: path.resolve(config.JOKA_HOME) });
  try {
    await ensureDatabase(server.url);
    const url = server.urlOf(DATABASE);
    const migrated = await migrate(url);
    const db = openDatabase(url, options);
    return {
      db,
      url,
      form: 'embedded',
      migrated,
      close: async () => {
        await db.close();
        await server.release();
      },
    };
  } catch (error) {
    await server.release();
    throw error;
  }
};
