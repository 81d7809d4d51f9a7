import { createHash } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { readConfig } from '../../infra/config.ts';
import { migrate, migrationsHash, readMigrations } from '../../infra/db/migrate.ts';
import { openClient } from '../../infra/db/pool.ts';
import { isAlive } from '../../infra/embedded/postmaster-file.ts';
import { useEmbeddedServer } from '../../infra/embedded/server.ts';
import { databaseUrl } from './database-url.ts';

declare module 'vitest' {
  // Declaration merging needs an interface.
  export interface ProvidedContext {
    /** Maintenance database of the server that the suites share. */
    serverUrl: string;
    /** The migrated database every test's database is copied from. */
    template: string;
  }
}

/** Shared by simultaneous runs in the same checkout, adopted when a killed run left it, ended by the last one. */
const suiteHome = async (): Promise<string> => {
  const checkout = createHash('sha256').update(process.cwd()).digest('hex').slice(0, 8);
  const home = path.join(os.tmpdir(), `joka-suite-${process.getuid?.() ?? 0}-${checkout}`);
  await mkdir(home, { recursive: true });
  await chmod(home, 0o711);
  return home;
};

/** A suite's databases can be lost with the machine, so nothing waits for the disk. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

type Prepared = { template: string; done(): Promise<void> };

/** Drops what killed runs left: databases of dead processes, templates that no run holds. */
const sweep = async (client: Client, template: string): Promise<void> => {
  const { rows } = await client.query<{ datname: string }>(
    `SELECT datname FROM pg_database WHERE datname ~ '^joka_(test|template)_'`,
  );
  for (const { datname } of rows) {
    const pid = /^joka_test_(\d+)_/.exec(datname)?.[1];
    if (pid === undefined ? datname === template : isAlive(Number(pid))) continue;
    const { rows: held } = await client.query<{ free: boolean }>(
      'SELECT pg_try_advisory_lock(hashtext($1)) AS free',
      [datname],
    );
    if (held[0]?.free !== true) continue;
    await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`).catch(() => undefined);
    await client.query('SELECT pg_advisory_unlock(hashtext($1))', [datname]);
  }
};

const makeTemplate = async (client: Client, serverUrl: string, template: string): Promise<void> => {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
  if (rowCount === 1) return;
  const making = `joka_making_${template.slice(-12)}`;
  await client.query(`DROP DATABASE IF EXISTS ${making} WITH (FORCE)`);
  await client.query(
    `CREATE DATABASE ${making} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'`,
  );
  await migrate(databaseUrl(serverUrl, making));
  await client.query(`ALTER DATABASE ${making} RENAME TO ${template}`);
};

const prepare = async (serverUrl: string): Promise<Prepared> => {
  const template = `joka_template_${migrationsHash(await readMigrations()).slice(0, 12)}`;
  const client = await openClient(serverUrl, 'joka:suite');
  try {
    await client.query('SELECT pg_advisory_lock(7015)');
    await client.query('SELECT pg_advisory_lock_shared(hashtext($1))', [template]);
    await sweep(client, template);
    await makeTemplate(client, serverUrl, template);
    await client.query('SELECT pg_advisory_unlock(7015)');
    return { template, done: async () => client.end() };
  } catch (error) {
    await client.end();
    throw error;
  }
};

/** Vitest's global setup: one PostgreSQL for the whole run, the embedded one or JOKA_TEST_DATABASE_URL. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = readConfig().JOKA_TEST_DATABASE_URL;
  const server = given === null ? await useEmbeddedServer({ home: await suiteHome(), settings: FAST }) : null;
  const serverUrl = given ?? server?.url ?? '';
  try {
    project.provide('serverUrl', serverUrl);
    const prepared = await prepare(serverUrl);
    project.provide('template', prepared.template);
    return async () => {
      await prepared.done();
      await server?.release();
    };
  } catch (error) {
    await server?.release();
    throw error;
  }
}
