import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import type { TestDatabase } from '../../test/support/database.ts';
import { openClient } from './pool.ts';

/** A column as TypeScript declares it and as PostgreSQL has it, in the same words. */
type Column = { type: string; nullable: boolean; generated: boolean };
type Shape = Map<string, Map<string, Column>>;

const TYPES: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  int4: 'number',
  int8: 'number',
  float8: 'number',
  numeric: 'string',
  bool: 'boolean',
  timestamptz: 'Instant',
  date: 'Day',
  jsonb: 'Json',
  _text: 'string[]',
  _float8: 'number[]',
  _int4: 'number[]',
  bytea: 'Buffer',
};

const declaredType = (text: string): string => {
  const bare = text.trim();
  if (bare === 'Date') return 'Instant';
  if (bare.startsWith('JsonColumn<')) return 'Json';
  if (bare === 'Int8') return 'number';
  // A union of words is text with a CHECK.
  return /^\|?\s*'/.test(bare) ? 'string' : bare;
};

const declaredColumn = (declaration: string): Column => {
  const nullable = declaration.endsWith('| null');
  let type = declaration.replace(/\s*\| null$/, '').trim();
  const generated = type.startsWith('Generated<');
  if (generated) type = type.slice('Generated<'.length, -1);
  return { type: declaredType(type), nullable, generated };
};

const declared = async (): Promise<Shape> => {
  const shape: Shape = new Map();
  const directory = new URL('./tables/', import.meta.url);
  for (const file of await readdir(directory)) {
    const source = await readFile(new URL(file, directory), 'utf8');
    const text = source.replaceAll(/\/\*.*?\*\/|\/\/[^\n]*/gs, '');
    // `type Origin = 'public' | …` and `export type MutationTable = {…}` are written out where they are used.
    let bodies = text;
    for (const [, alias = '', meaning = ''] of text.matchAll(
      /^(?:export )?type (\w+) =\s*('[^;]*|\{[^}]*\});/gm,
    ))
      bodies = bodies.replaceAll(
        new RegExp(`([\\w']: (?:Generated<)?)${alias}\\b`, 'g'),
        (_, key: string) => key + meaning,
      );
    for (const [, table = '', body = ''] of bodies.matchAll(/^ {2}'(\w+\.\w+)': \{([^}]*)\};/gm)) {
      const columns = body.split(';').map((part) => part.replaceAll(/\s+/g, ' ').trim());
      shape.set(
        table,
        new Map(
          columns
            .map((part) => /^(\w+): (.+)$/.exec(part))
            .filter((match) => match !== null)
            .map(([, name = '', type = '']) => [name, declaredColumn(type)]),
        ),
      );
    }
  }
  return shape;
};

const found = async (url: string): Promise<{ shape: Shape; views: Set<string> }> => {
  const client = await openClient(url);
  const { rows } = await client.query<Record<string, string>>(
    `SELECT table_schema || '.' || table_name AS table, column_name AS column, udt_name AS type, is_nullable AS nullable,
            column_default IS NOT NULL OR is_identity = 'YES' AS generated, t.table_type AS kind
     FROM information_schema.columns JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE table_schema IN ('idp', 'game', 'study', 'vault', 'offers', 'ops')`,
  );
  await client.end();
  const shape: Shape = new Map();
  const views = new Set<string>();
  for (const row of rows) {
    if (row['kind'] === 'VIEW') views.add(row['table'] ?? '');
    const columns = shape.get(row['table'] ?? '') ?? new Map<string, Column>();
    columns.set(row['column'] ?? '', {
      type: TYPES[row['type'] ?? ''] ?? `(unknown type ${row['type']})`,
      nullable: row['nullable'] === 'YES',
      generated: Boolean(row['generated']),
    });
    shape.set(row['table'] ?? '', columns);
  }
  return { shape, views };
};

const lines = (shape: Shape, views: ReadonlySet<string>): string[] =>
  [...shape]
    .map(([table, columns]): [string, Map<string, Column>] => {
      if (!views.has(table)) return [table, columns];
      // PostgreSQL calls every column of a view nullable: only names and types are compared.
      return [table, new Map([...columns].map(([n, c]) => [n, { ...c, nullable: false, generated: false }]))];
    })
    .flatMap(([table, columns]) =>
      [...columns].map(
        ([name, c]) =>
          `${table}.${name}: ${c.type}${c.nullable ? ' | null' : ''}${c.generated ? ' (default)' : ''}`,
      ),
    )
    .sort();

describe('the types of the tables', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(async () => {
    await test.close();
  });

  it('equal the migrated database: columns, types, nullability, defaults', async () => {
    const { shape, views } = await found(test.url);
    const types = await declared();
    // A type may ask for a value that the database would fill in by itself: facts get their instant from the clock.
    for (const [table, columns] of shape)
      for (const [name, column] of columns)
        column.generated &&= types.get(table)?.get(name)?.generated !== false;
    const fromTypes = lines(types, views);
    expect(fromTypes.length).toBeGreaterThan(100);
    expect(fromTypes).toEqual(lines(shape, views));
  });

  it('come back as declared: int8 as number, date as text, timestamptz as Date', async () => {
    const { rows } = await sql<{ n: number; d: string; t: Date; big: number }>`
      SELECT 7::int8 AS n, '2026-11-24'::date AS d, '2026-11-24T10:00:00Z'::timestamptz AS t
    `.execute(test.db.ops);
    expect(rows[0]).toEqual({ n: 7, d: '2026-11-24', t: new Date('2026-11-24T10:00:00Z') });
    await expect(sql`SELECT 9007199254740993::int8 AS n`.execute(test.db.ops)).rejects.toThrow(RangeError);
  });
});
