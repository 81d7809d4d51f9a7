import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classesOf, colourOf, SEQUENCE } from './cells-layer.ts';

const brightness = (value: number, classes: readonly number[]) => SEQUENCE.indexOf(colourOf(value, classes));

describe('classes of a map of figures', () => {
  it('hold every value, and a larger value is never paler', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 80 }), (values) => {
        const classes = classesOf(values);
        expect(classes.at(-1)).toBe(Math.max(...values));
        const sorted = values.toSorted((a, b) => a - b).map((value) => brightness(value, classes));
        expect(sorted).toEqual(sorted.toSorted((a, b) => a - b));
      }),
    );
  });

  it('use the whole range of the palette when there are several', () => {
    const classes = classesOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(classes).toEqual([2, 4, 6, 8, 10]);
    expect(brightness(1, classes)).toBe(0);
    expect(brightness(10, classes)).toBe(4);
  });
});
