import { cellToChildren } from 'h3-js';
import { expect, it } from 'vitest';
import type { Dwell } from './fog.ts';
import type { Cell } from './ids.ts';
import { secondsIn } from './stay.ts';

const PLACE = '8a194e64d187fff' as Cell;
const INSIDE = cellToChildren(PLACE, 11)[0] as Cell;
const OUTSIDE = cellToChildren('8a194e64d1affff', 11)[0] as Cell;
const SPAN = { from: 0, until: 100_000 };

const dwell = (first: number, last: number, changes: Partial<Dwell> = {}): Dwell => ({
  cell: INSIDE,
  home: false,
  firstAt: first * 1000,
  lastAt: last * 1000,
  n: 3,
  accuracy: 'fine',
  ...changes,
});

it('counts seconds in a place once, within the span, of positions good enough', () => {
  const dwells = [
    dwell(10, 30),
    dwell(20, 40),
    dwell(20, 40, { cell: OUTSIDE }),
    dwell(50, 60, { accuracy: 'poor' }),
    dwell(60, 65, { cell: null, home: true }),
    dwell(90, 120),
  ];
  expect(secondsIn(dwells, [PLACE], SPAN, 'fair')).toBe(40);
  expect(secondsIn(dwells.toReversed(), [PLACE], SPAN, 'fair')).toBe(40);
  expect(secondsIn([], [PLACE], SPAN, 'fair')).toBe(0);
});
