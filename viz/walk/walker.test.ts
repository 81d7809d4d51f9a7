import { describe, expect, it } from 'vitest';
import { streetsOf, wayTo } from '../map/streets.ts';
import type { Place } from '../map/town.ts';
import { metresBetween } from '../map/town.ts';
import type { Walker } from './walker.ts';
import { startWalker, walkOn, WALKING_SPEED } from './walker.ts';

const a: Place = [2.78, 50.42];
const b: Place = [2.78, 50.43];
const c: Place = [2.79, 50.43];

describe('the walker of the demo', () => {
  it('keeps walking speed and gives a fix each five seconds, however time is cut', () => {
    const start = { ...startWalker(a, 0), way: [b, c] };
    const once = walkOn(start, 60_000);
    let cut: Walker = start;
    const fixes = [];
    for (let i = 0; i < 60; i += 1) {
      const step = walkOn(cut, 1_000);
      cut = step.walker;
      fixes.push(...step.fixes);
    }
    expect(once.fixes.length).toBe(13);
    expect(fixes.map((fix) => fix.at)).toEqual(once.fixes.map((fix) => fix.at));
    expect(metresBetween(a, once.walker.place)).toBeCloseTo(60 * WALKING_SPEED, 1);
    expect(metresBetween(cut.place, once.walker.place)).toBeLessThan(0.01);
  });

  it('stands still at the end of its way, and still gives fixes', () => {
    const { walker, fixes } = walkOn({ ...startWalker(a, 0), way: [[2.7801, 50.42]] }, 600_000);
    expect(walker.way).toEqual([]);
    expect(fixes.at(-1)?.place).toEqual([2.7801, 50.42]);
  });

  it('goes through the streets, and not across blocks', () => {
    const streets = streetsOf([
      [a, b],
      [b, c],
    ]);
    expect(wayTo(streets, [2.7801, 50.4201], [2.7899, 50.4299])).toEqual([[2.7801, 50.4201], a, b, c]);
  });
});
