import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuck, type Duck } from '../../infra/duckdb/duck.ts';
import { CODEBOOK } from './codebook.ts';
import { harmlessCsv } from './export-table.ts';

let duck: Duck;
beforeAll(async () => {
  duck = await openDuck({ memoryLimitMb: 128, threads: 1 });
});
afterAll(() => duck.close());

describe('CSV', () => {
  it('has no text that a spreadsheet runs, and leaves numbers and plain text alone', async () => {
    const query = await harmlessCsv(
      duck,
      `SELECT unnest(['=1+1', '+33', '-2', '@SUM(A1)', chr(9) || 'x', chr(13) || 'x', 'plain = text', NULL]) AS t, -5 AS n`,
    );
    expect(await duck.rows(query)).toEqual([
      { t: "'=1+1", n: -5 },
      { t: "'+33", n: -5 },
      { t: "'-2", n: -5 },
      { t: "'@SUM(A1)", n: -5 },
      { t: "'\tx", n: -5 },
      { t: "'\rx", n: -5 },
      { t: 'plain = text', n: -5 },
      { t: null, n: -5 },
    ]);
  });
});

describe('the codebook', () => {
  it('names each column of a table once, with a meaning', () => {
    const names = CODEBOOK.map((line) => `${line.table}.${line.column}`);
    expect(new Set(names).size).toBe(names.length);
    expect(CODEBOOK.filter((line) => line.meaning.length < 10)).toEqual([]);
  });
});
