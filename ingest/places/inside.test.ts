import { describe, expect, it } from 'vitest';
import { isInside } from './inside.ts';

const square = (from: number, to: number): number[][] => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
  [from, from],
];

describe('a point and a MultiPolygon', () => {
  const ground = [[square(0, 10), square(4, 6)], [square(20, 30)]];

  it.each([
    ['in the first part', 1, 1, true],
    ['in its hole', 5, 5, false],
    ['between the parts', 15, 15, false],
    ['in the second part', 25, 21, true],
    ['level with a corner, outside', 0, 11, false],
    ['level with a corner, inside', 6, 1, true],
  ])('%s', (_, lat, lng, expected) => {
    expect(isInside({ lat, lng }, ground)).toBe(expected);
  });

  it('holds nothing without polygons', () => {
    expect(isInside({ lat: 0, lng: 0 }, [])).toBe(false);
    expect(isInside({ lat: 0, lng: 0 }, [[]])).toBe(false);
  });
});
