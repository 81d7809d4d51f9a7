import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOpens, keysOf, nextKeyIn } from './keys.ts';
import { earn, totalOf } from './points.ts';
import { RULES, SCENARIO } from './scenario.ts';

/** A ledger as the server keeps it: events are unique, caps count lines of the same rule and day. */
const play = (facts: readonly { rule: (typeof RULES)[number]; subject: string; day: number }[]): number => {
  const ledger = new Map<string, { points: number; rule: string; day: number }>();
  for (const { rule, subject, day } of facts) {
    const today = [...ledger.values()].filter((line) => line.rule === rule && line.day === day).length;
    const line = earn(SCENARIO, rule, subject, today);
    if (line !== null && !ledger.has(line.event)) ledger.set(line.event, { points: line.points, rule, day });
  }
  return totalOf(ledger.values());
};

// A fact has one day: the same subject never comes back on another one.
const fact = fc
  .record({ rule: fc.constantFrom(...RULES), subject: fc.nat(12) })
  .map(({ rule, subject }) => ({ rule, subject: String(subject), day: subject % 3 }));

describe('points', () => {
  it('end the same whatever the order and repetition of the facts', () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 40 }), fc.nat(), (facts, turn) => {
        const moved = [...facts.slice(turn % (facts.length + 1)), ...facts].toReversed();
        expect(play([...facts, ...moved])).toBe(play(moved));
      }),
    );
  });

  it('are capped by day and never taken back', () => {
    const photos = Array.from({ length: 9 }, (_, i) => ({
      rule: 'photo_confirmed' as const,
      subject: `${i}`,
      day: 1,
    }));
    expect(play(photos)).toBe((SCENARIO.perDay.photo_confirmed ?? 0) * SCENARIO.points.photo_confirmed);
  });
});

describe('keys', () => {
  it('come every 50 points and are used one by one', () => {
    expect(keysOf(SCENARIO, 49, 0)).toEqual({ earned: 0, used: 0, free: 0 });
    expect(keysOf(SCENARIO, 149, 1)).toEqual({ earned: 2, used: 1, free: 1 });
    expect(nextKeyIn(SCENARIO, 0)).toBe(50);
    expect(nextKeyIn(SCENARIO, 149)).toBe(1);
  });

  it("never stand before a public service's offer", () => {
    expect(keyOpens('public')).toBe(false);
    expect(keyOpens('partner')).toBe(false);
    expect(keyOpens('photo')).toBe(true);
  });
});
