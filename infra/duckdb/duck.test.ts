import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDuck, type Duck } from './duck.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'joka-duck-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the DuckDB door', () => {
  let duck: Duck;
  beforeEach(async () => {
    duck = await openDuck({ memoryLimitMb: 256, threads: 1, readable: [join(folder, 'open')] });
  });
  afterEach(() => duck.close());

  it('answers small results as rows', async () => {
    expect(await duck.rows('SELECT ?::INTEGER AS n, ?::VARCHAR AS s, 5::UBIGINT AS u', [3, 'é'])).toEqual([
      { n: 3, s: 'é', u: 5n },
    ]);
  });

  it('gives Arrow with every supported type, nulls and more than one chunk', async () => {
    const ipc = await duck.arrow(`
      SELECT i::UINTEGER AS i, CASE WHEN i % 3 = 0 THEN NULL ELSE i / 2.0 END AS half,
             CASE WHEN i % 5 = 0 THEN NULL ELSE 'ligne ' || i END AS label, i % 2 = 0 AS even,
             (599405640000000000 + i)::UBIGINT AS cell, TIMESTAMP '2026-03-29 01:30:00' + INTERVAL (i) SECOND AS at,
             DATE '2026-01-01' AS day
      FROM range(5000) t(i) ORDER BY i`);
    const table = tableFromIPC(ipc);
    expect(table.numRows).toBe(5000);
    expect(table.getChild('half')?.get(0)).toBeNull();
    expect(table.getChild('half')?.get(4999)).toBe(2499.5);
    expect(table.getChild('label')?.get(4999)).toBe('ligne 4999');
    expect(table.getChild('label')?.get(4995)).toBeNull();
    expect(table.getChild('even')?.get(4998)).toBe(true);
    expect(table.getChild('even')?.get(2049)).toBe(false);
    expect(table.getChild('cell')?.get(2048)).toBe(599405640000002048n);
    expect(table.getChild('at')?.get(1)).toBe(Date.UTC(2026, 2, 29, 1, 30, 1));
    expect(table.getChild('half')?.nullCount).toBe(1667);
  });

  it('gives an empty table with its columns', async () => {
    const table = tableFromIPC(await duck.arrow('SELECT 1::INTEGER AS a, 2.5::DOUBLE AS b WHERE false'));
    expect(table.numRows).toBe(0);
    expect(table.schema.names).toEqual(['a', 'b']);
  });

  it('names the column that must be cast', async () => {
    await expect(duck.arrow('SELECT uuid() AS person')).rejects.toThrow(/column person has DuckDB type UUID/);
  });

  it('reads nothing outside its directories, loads nothing, and keeps its settings', async () => {
    const secret = join(folder, 'secret.csv');
    await writeFile(secret, 'a\n1\n');
    await expect(duck.rows(`SELECT * FROM read_csv('${secret}')`)).rejects.toMatchObject({
      code: 'DUCKDB_QUERY_FAILED',
    });
    await expect(duck.run('INSTALL httpfs')).rejects.toThrow(/DUCKDB|refused/);
    await expect(duck.run('SET enable_external_access = true')).rejects.toThrow(
      /configuration has been locked/,
    );
    await expect(duck.run(`ATTACH '${join(folder, 'x.duckdb')}'`)).rejects.toThrow(
      /external access|Permission|disabled/i,
    );
  });

  it('stops a runaway query', async () => {
    const running = duck.rows('SELECT count(*) FROM range(100000000) a, range(100000) b');
    setTimeout(() => duck.interrupt(), 50);
    await expect(running).rejects.toThrow(/INTERRUPT/i);
  });
});
