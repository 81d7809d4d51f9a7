import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuck, type Duck } from '../../infra/duckdb/duck.ts';
import { loadColumns } from '../load-columns.ts';
import { overlapOf } from './overlap.ts';

let duck: Duck;
beforeAll(async () => {
  duck = await openDuck({ memoryLimitMb: 256, threads: 2 });
});
afterAll(() => duck.close());

const overlaps = async (edges: string): Promise<Record<string, number>> => {
  const pairs = edges.split(' ');
  await loadColumns(duck, 'edges', {
    a: { type: 'VARCHAR', values: pairs.map((pair) => pair.charAt(0)) },
    b: { type: 'VARCHAR', values: pairs.map((pair) => pair.charAt(1)) },
  });
  const rows = await duck.rows<{ a: string; b: string; overlap: number; flag: string | null }>(
    `SELECT * FROM ${overlapOf('edges')} ORDER BY a, b`,
  );
  return Object.fromEntries(
    rows.map((row) => [`${row.a}-${row.b}${row.flag === null ? '' : ` ${row.flag}`}`, row.overlap]),
  );
};

describe('overlap', () => {
  it('A38: graph G', async () => {
    const found = await overlaps('AB AF AG AE EG FG BG BD DG GC');
    expect(found['A-G']).toBeCloseTo(0.6, 12);
    expect(found['A-B']).toBeCloseTo(0.25, 12);
    expect(found['B-D']).toBeCloseTo(0.5, 12);
    expect(found['F-G']).toBeCloseTo(0.2, 12);
    expect(found['G-C']).toBe(0);
    expect(Object.keys(found)).toHaveLength(10);
  });

  it('is 0 with a flag where neither end has another neighbour, and 1 in a triangle', async () => {
    expect(await overlaps('XY')).toEqual({ 'X-Y no_other_neighbour': 0 });
    expect(await overlaps('AB BC AC')).toEqual({ 'A-B': 1, 'A-C': 1, 'B-C': 1 });
  });

  it('counts an edge given twice once', async () => {
    expect(await overlaps('AB AB BC AC')).toEqual({ 'A-B': 1, 'A-C': 1, 'B-C': 1 });
  });
});
