import { array, assert, asyncProperty, integer, record } from 'fast-check';
import { gridDisk, gridDistance, latLngToCell } from 'h3-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuck, type Duck } from '../../infra/duckdb/duck.ts';
import { personOf } from '../metrics/fixture.ts';
import { findEncounters } from './encounters.ts';
import { cellText } from './geometry.ts';
import { TRACE_PARAMETERS } from './parameters.ts';
import { cleanRows, type WorkedRow } from './worked-rows.ts';

const HERE = latLngToCell(50.42, 2.78, 11);
const [, NEXT = ''] = gridDisk(HERE, 1);

let duck: Duck;
beforeAll(async () => {
  duck = await openDuck({ memoryLimitMb: 256, threads: 2 });
});
afterAll(() => duck.close());

describe('encounters', () => {
  const meet = async (rows: readonly WorkedRow[]) => {
    await cleanRows(duck, rows);
    await findEncounters(duck, TRACE_PARAMETERS);
    return duck.rows<{ person: string; other: string; n: number; minutes: number }>(
      `SELECT person::VARCHAR AS person, other::VARCHAR AS other, n, (last_ms - first_ms) / 60000 AS minutes
       FROM encounters ORDER BY ALL`,
    );
  };

  it('needs the same or a touching cell within five minutes', async () => {
    const two = (cell: string, from: number): WorkedRow[] => [
      { person: 1, from: 0, to: 10, cell: HERE },
      { person: 2, from, to: from + 5, cell },
    ];
    const beyond = gridDisk(HERE, 2).find((cell) => gridDistance(HERE, cell) === 2) ?? '';
    expect(await meet(two(NEXT, 5))).toEqual([{ person: personOf(1), other: personOf(2), n: 1, minutes: 5 }]);
    expect(await meet(two(NEXT, 15))).toHaveLength(1);
    expect(await meet(two(NEXT, 15.1))).toEqual([]);
    expect(await meet(two(beyond, 5))).toEqual([]);
  });

  it('merges meetings of a pair within fifteen minutes into one', async () => {
    const rows = await meet([
      { person: 1, from: 0, to: 60, cell: HERE },
      { person: 2, from: 0, to: 5, cell: HERE },
      { person: 2, from: 20, to: 25, cell: HERE },
      { person: 2, from: 41, to: 45, cell: HERE },
    ]);
    expect(rows.map((row) => [row.n, row.minutes])).toEqual([
      [1, 4],
      [2, 25],
    ]);
  });

  it('sees nobody meet at home', async () => {
    expect(
      await meet([
        { person: 1, from: 0, to: 60, cell: null },
        { person: 2, from: 0, to: 60, cell: null },
      ]),
    ).toEqual([]);
  });

  it('finds the pairs of dwells that comparing all with all finds, whatever the buckets', async () => {
    const near = gridDisk(HERE, 2);
    const row = record({
      person: integer({ min: 1, max: 4 }),
      from: integer({ min: 0, max: 90 }),
      length: integer({ min: 0, max: 40 }),
      cell: integer({ min: 0, max: near.length - 1 }),
    });
    await assert(
      asyncProperty(array(row, { minLength: 2, maxLength: 14 }), async (drawn) => {
        const rows = drawn.map(({ person, from, length, cell }) => ({
          person,
          from,
          to: from + length,
          cell: near[cell] ?? HERE,
        }));
        await meet(rows);
        const kept = await duck.rows<{ person: string; at_ms: bigint; last_ms: bigint; cell: bigint }>(
          'SELECT person::VARCHAR AS person, at_ms, last_ms, cell FROM dwells',
        );
        let expected = 0;
        for (const a of kept)
          for (const b of kept)
            if (
              a.person < b.person &&
              gridDistance(cellText(a.cell), cellText(b.cell)) <= 1 &&
              a.at_ms <= b.last_ms + 300_000n &&
              b.at_ms <= a.last_ms + 300_000n
            )
              expected += 1;
        const [found] = await duck.rows<{ n: bigint }>(
          'SELECT coalesce(sum(n), 0)::BIGINT AS n FROM encounters',
        );
        expect(Number(found?.n)).toBe(expected);
      }),
      { numRuns: 40, seed: 20261124 },
    );
  });
});
