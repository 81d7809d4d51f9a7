import { array, assert, asyncProperty, constantFrom, integer, record, shuffledSubarray } from 'fast-check';
import { cellToParent, gridDisk, gridPathCells, latLngToCell } from 'h3-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuck, type Duck } from '../../infra/duckdb/duck.ts';
import { makePanel, makeWeeks } from '../panel.ts';
import { cellText, H3_PARENT } from './geometry.ts';
import { cleanRows, MINUTE, START, type WorkedRow } from './worked-rows.ts';

const HERE = latLngToCell(50.42, 2.78, 11);
const [, NEXT = ''] = gridDisk(HERE, 1);
const PATH = gridPathCells(HERE, latLngToCell(50.425, 2.79, 11));
const FAR = latLngToCell(50.6, 3.06, 11);

let duck: Duck;
beforeAll(async () => {
  duck = await openDuck({ memoryLimitMb: 256, threads: 2 });
});
afterAll(() => duck.close());

const clean = (rows: readonly WorkedRow[], start?: number, offset?: number) =>
  cleanRows(duck, rows, start, offset);

const stays = async (): Promise<{ from: number; to: number; cell: string | null }[]> => {
  const rows = await duck.rows<{ first_ms: bigint; last_ms: bigint; cell: bigint | null }>(
    'SELECT first_ms, last_ms, cell FROM stays ORDER BY person, first_ms',
  );
  return rows.map((row) => ({
    from: (Number(row.first_ms) - START) / MINUTE,
    to: (Number(row.last_ms) - START) / MINUTE,
    cell: row.cell === null ? null : cellText(row.cell),
  }));
};

describe('stays from dwells', () => {
  it('joins what jitters between touching cells, at the cell where most time was', async () => {
    await clean([
      { person: 1, from: 0, to: 2, cell: NEXT },
      { person: 1, from: 2, to: 10, cell: HERE },
      { person: 1, from: 10.5, to: 12, cell: NEXT },
    ]);
    expect(await stays()).toEqual([{ from: 0, to: 12, cell: HERE }]);
  });

  it('does not take a walk through touching cells for a stay', async () => {
    await clean(PATH.map((cell, i) => ({ person: 1, from: i, to: i + 0.9, cell })));
    expect(PATH.length).toBeGreaterThan(15);
    expect(await stays()).toEqual([]);
  });

  it('ends a stay at its last dwell inside, bridges gaps of 15 minutes and no more, and keeps the last one', async () => {
    await clean([
      { person: 1, from: 0, to: 3, cell: HERE },
      { person: 1, from: 18, to: 20, cell: HERE },
      { person: 1, from: 36, to: 40, cell: HERE },
      { person: 1, from: 50, to: 52, cell: HERE },
    ]);
    expect(await stays()).toEqual([
      { from: 0, to: 20, cell: HERE },
      { from: 36, to: 52, cell: HERE },
    ]);
  });

  it('A27: two dwells a year apart at one place are no stay', async () => {
    await clean([
      { person: 1, from: 0, to: 1, cell: HERE },
      { person: 1, from: 525_600, to: 525_601, cell: HERE },
    ]);
    expect(await stays()).toEqual([]);
  });

  it('keeps home as a place without a cell, and persons apart', async () => {
    await clean([
      { person: 1, from: 0, to: 30, cell: null },
      { person: 2, from: 31, to: 50, cell: null },
    ]);
    expect(await stays()).toEqual([
      { from: 0, to: 30, cell: null },
      { from: 31, to: 50, cell: null },
    ]);
  });

  it('reports what it left out, by reason', async () => {
    const report = await clean([
      { person: 1, from: 0, to: 10, cell: HERE },
      { person: 1, from: 0, to: 10, cell: HERE },
      { person: 1, from: 12, to: 11, cell: HERE },
      { person: 1, from: 13, to: 14, cell: HERE, accuracy: 'poor' },
      { person: 1, from: 14, to: 20, cell: FAR }, // 28 km in 4 minutes
      { person: 1, from: 20, to: 30, cell: HERE },
    ]);
    expect(report).toEqual({
      read: 6,
      kept: 2,
      leftOut: { bad_interval: 1, duplicate: 1, poor_accuracy: 1, too_fast: 1 },
      stays: 1,
    });
  });

  it('A25: an hour is 1/168 of a week, bad rows ignored; 169 hours when the clocks go back', async () => {
    const share = async (start: number, offset: number): Promise<number | undefined> => {
      await clean(
        [
          { person: 1, from: 0, to: 60, cell: HERE },
          { person: 1, from: 90, to: 90, cell: HERE },
          { person: 1, from: 95, to: 93, cell: HERE },
        ],
        start,
        offset,
      );
      await makeWeeks(duck, 'Europe/Paris');
      await makePanel(duck);
      const [row] = await duck.rows<{ coverage: number }>('SELECT coverage FROM panel');
      return row?.coverage;
    };
    expect(await share(START, 2)).toBeCloseTo(1 / 168, 12);
    expect(await share(Date.parse('2026-10-20T08:00:00Z'), 2)).toBeCloseTo(1 / 169, 12);
  });

  it('counts cells walked, new ones once, and time once where dwells overlap or nearly touch', async () => {
    const week = 7 * 24 * 60;
    const [a, b, c] = [HERE, PATH[6] ?? '', PATH[12] ?? ''];
    await clean([
      { person: 1, from: 0, to: 10, cell: a },
      { person: 1, from: 5, to: 12, cell: a }, // 5 of its minutes were seen already
      { person: 1, from: 15, to: 16, cell: b }, // 3 minutes after: bridged
      { person: 1, from: 30, to: 31, cell: null }, // home, 14 minutes after: not bridged
      { person: 1, from: week, to: week + 2, cell: b },
      { person: 1, from: week + 60, to: week + 61, cell: c },
      { person: 2, from: week, to: week + 1, cell: a },
    ]);
    await makeWeeks(duck, 'Europe/Paris');
    await makePanel(duck);
    const rows = await duck.rows(
      `SELECT right(person::VARCHAR, 1) AS who, week, observed_minutes AS minutes, visited_cells_res10 AS cells,
              new_cells_res10 AS fresh, visited_cells_res10_reason AS reason, stay_entropy_bits_reason AS stay
       FROM panel ORDER BY ALL`,
    );
    expect(new Set([a, b, c].map((cell) => cellToParent(cell, 10))).size).toBe(3);
    expect(rows).toEqual([
      { who: '1', week: '2026-W41', minutes: 17, cells: 2, fresh: 2, reason: null, stay: null },
      { who: '1', week: '2026-W42', minutes: 3, cells: 2, fresh: 1, reason: null, stay: 'no_stay' },
      {
        who: '2',
        week: '2026-W41',
        minutes: 0,
        cells: null,
        fresh: null,
        reason: 'not_observed',
        stay: 'not_observed',
      },
      { who: '2', week: '2026-W42', minutes: 1, cells: 1, fresh: 1, reason: null, stay: 'no_stay' },
    ]);
  });

  it('gives the same stays whatever the order of the rows', async () => {
    const row = record({
      person: integer({ min: 1, max: 2 }),
      from: integer({ min: 0, max: 120 }),
      length: integer({ min: 0, max: 12 }),
      cell: constantFrom(HERE, NEXT, PATH[4] ?? '', null),
    });
    await assert(
      asyncProperty(
        array(row, { minLength: 1, maxLength: 15 }).chain((rows) =>
          shuffledSubarray(rows, { minLength: rows.length }).map((shuffled) => ({ rows, shuffled })),
        ),
        async ({ rows, shuffled }) => {
          const run = async (list: typeof rows) => {
            await clean(list.map(({ length, ...rest }) => ({ ...rest, to: rest.from + length })));
            return stays();
          };
          expect(await run(shuffled)).toEqual(await run(rows));
        },
      ),
      { numRuns: 20, seed: 20261124 },
    );
  });
});

describe('cells', () => {
  it('h3_parent in SQL equals the library’s', async () => {
    await duck.run(H3_PARENT);
    const cells = [HERE, FAR, latLngToCell(-33.9, 151.2, 11), latLngToCell(64.1, -21.9, 11)];
    for (const cell of cells)
      for (const resolution of [8, 9, 10]) {
        const [row] = await duck.rows<{ parent: bigint }>(
          `SELECT h3_parent(${BigInt(`0x${cell}`)}::UBIGINT, ${resolution}) AS parent`,
        );
        expect(cellText(row?.parent ?? 0n)).toBe(cellToParent(cell, resolution));
      }
  });
});
