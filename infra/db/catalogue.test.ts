import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import type { TestDatabase } from '../../test/support/database.ts';
import { LAKE_SCHEMAS, LAKE_TABLES } from '../lake/schema.ts';
import { catalogueRows, OBJECT_CATALOGUE, TABLE_CATALOGUE } from './catalogue.ts';
import { openClient } from './pool.ts';

describe('the data catalogue', () => {
  let test: TestDatabase;
  let columns: { column: string; kind: string }[];
  beforeAll(async () => {
    test = await testDatabase();
    const client = await openClient(test.url);
    ({ rows: columns } = await client.query<{ column: string; kind: string }>(
      `SELECT table_schema || '.' || table_name || '.' || column_name AS column, udt_name AS kind
       FROM information_schema.columns
       WHERE table_schema NOT IN ('pg_catalog', 'information_schema', 'graphile_worker')
         AND table_name <> 'joka_migrations' ORDER BY 1`,
    ));
    await client.end();
  });
  afterAll(async () => {
    await test.close();
  });

  it('declares every column of every table, and none that is not there', () => {
    expect(
      catalogueRows()
        .map(({ column }) => column)
        .sort(),
    ).toEqual(columns.map(({ column }) => column).sort());
  });

  it('says of every table how long a row is kept', () => {
    for (const { kept } of Object.values(TABLE_CATALOGUE)) expect(kept.length).toBeGreaterThan(5);
  });

  it('calls nothing harmless that is named like a person, a place of one, or a key', () => {
    const suspicious =
      /(^|\.)(player|person|account|actor|nickname|email|phone|password|token|secret|dwells|ip_address)$/;
    const harmless = catalogueRows().filter(
      ({ column, sensitivity }) => suspicious.test(column) && sensitivity === 'none',
    );
    expect(harmless).toEqual([]);
  });

  it('declares every column of every Parquet table', () => {
    for (const table of LAKE_TABLES) {
      const declared = LAKE_SCHEMAS[table].columns;
      expect(declared.length).toBeGreaterThan(3);
      for (const column of declared) expect(column.sensitivity).toMatch(/^(none|personal)$/);
    }
  });

  it('declares every prefix of the object grammar', async () => {
    const grammar = await readFile(new URL('../object-store/keys.ts', import.meta.url), 'utf8');
    const prefixes = [...grammar.matchAll(/\/\^([a-z]+)\\\//g)].map(([, prefix = '']) => prefix);
    expect(prefixes.length).toBeGreaterThan(4);
    expect([...new Set(prefixes)].sort()).toEqual(Object.keys(OBJECT_CATALOGUE).sort());
  });
});
