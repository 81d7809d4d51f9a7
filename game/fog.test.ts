import * as fc from 'fast-check';
import { gridDisk, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { clearedBy, cloudOf, isCellOf, judgeBatch } from './fog.ts';
import type { Dwell } from './fog.ts';
import type { Cell } from './ids.ts';
import { SCENARIO } from './scenario.ts';

const HOME = latLngToCell(50.42, 2.78, 11);
const NEAR = gridDisk(HOME, 6) as Cell[];
const FAR = latLngToCell(48.85, 2.35, 11) as Cell;
const gates = SCENARIO.fog;
const START = Date.UTC(2026, 8, 1, 9);

const dwell = (cell: Cell | null, minute: number, extra: Partial<Dwell> = {}): Dwell => ({
  cell,
  home: cell === null,
  firstAt: START + minute * 60_000,
  lastAt: START + minute * 60_000 + 40_000,
  n: 8,
  accuracy: 'fine',
  ...extra,
});

const anyDwell: fc.Arbitrary<Dwell> = fc
  .record({
    cell: fc.option(fc.constantFrom(...NEAR, FAR), { freq: 8 }),
    minute: fc.integer({ min: 0, max: 200 }),
    seconds: fc.integer({ min: 0, max: 90 }),
    accuracy: fc.constantFrom('fine' as const, 'fair' as const, 'poor' as const),
  })
  .map(({ cell, minute, seconds, accuracy }) =>
    dwell(cell, minute, { accuracy, lastAt: START + minute * 60_000 + seconds * 1000 }),
  );
const anyBatches = fc.array(fc.array(anyDwell, { minLength: 1, maxLength: 12 }), { maxLength: 8 });
const sorted = (cells: Iterable<Cell>): Cell[] => [...cells].toSorted();

describe('fog', () => {
  it('clears the clouds of what was walked, once each', () => {
    const walk = [dwell(NEAR[0] as Cell, 0), dwell(NEAR[1] as Cell, 1), dwell(NEAR[0] as Cell, 2)];
    const expected = new Set(walk.map((d) => cloudOf(d.cell as Cell)));
    expect(new Set(judgeBatch(walk, gates).cleared)).toEqual(expected);
    expect(judgeBatch(walk, gates).refused).toEqual({});
  });

  it('states a result for a poor fix, a bus ride, a jump and the home zone', () => {
    const judged = judgeBatch(
      [
        dwell(NEAR[0] as Cell, 0),
        dwell(NEAR[3] as Cell, 1, { accuracy: 'poor' }),
        dwell(NEAR[5] as Cell, 2, { lastAt: START + 2 * 60_000 + 3000 }),
        dwell(FAR, 3),
        dwell(null, 4),
        dwell(NEAR[40] as Cell, 5),
      ],
      gates,
    );
    expect(judged.refused).toEqual({ poor_accuracy: 1, too_fast: 1, unverified: 1, home: 1 });
    expect(judged.cleared).toEqual([cloudOf(NEAR[0] as Cell), cloudOf(NEAR[40] as Cell)]);
  });

  it('is the same whatever the order, repetition and order of rows of the batches', () => {
    fc.assert(
      fc.property(anyBatches, fc.infiniteStream(fc.nat()), (batches, dice) => {
        const shuffle = <T>(items: readonly T[]): T[] =>
          items
            .map((item) => [dice.next().value ?? 0, item] as const)
            .toSorted((a, b) => a[0] - b[0])
            .map(([, item]) => item);
        const once = clearedBy(batches, gates);
        const again = shuffle([...batches, ...batches]).map((rows) => shuffle([...rows, ...rows]));
        expect(sorted(clearedBy(again, gates))).toEqual(sorted(once));
      }),
    );
  });

  it('clears nothing twice and nothing that was not sent', () => {
    fc.assert(
      fc.property(fc.array(anyDwell, { maxLength: 30 }), (rows) => {
        const { cleared, refused } = judgeBatch(rows, gates);
        expect(new Set(cleared).size).toBe(cleared.length);
        const sent = new Set(rows.flatMap((row) => (row.cell === null ? [] : [cloudOf(row.cell)])));
        expect(cleared.filter((cell) => !sent.has(cell))).toEqual([]);
        expect(Object.values(refused).reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(rows.length);
      }),
    );
  });

  it('gives a teleport no more than staying would', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), (minute) => {
        const walk = [dwell(NEAR[0] as Cell, 0), dwell(FAR, minute)];
        expect(judgeBatch(walk, gates).cleared).toEqual([cloudOf(NEAR[0] as Cell)]);
      }),
    );
  });

  it('knows its own cells', () => {
    expect(isCellOf(HOME, 11)).toBe(true);
    expect(isCellOf(cloudOf(HOME as Cell), 11)).toBe(false);
    expect(isCellOf('8b1fa0000000zzz', 11)).toBe(false);
  });
});
