import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DISCLOSURE_RULES } from './rules.ts';
import { suppress, type Figure, type PublishedFigure } from './suppress.ts';

const RULES = DISCLOSURE_RULES;
const row = (key: string, persons: number, extra: Partial<Figure> = {}): Figure => ({
  table: 'participants',
  key,
  measure: 'participants',
  kind: 'count',
  value: persons,
  persons,
  link: 'age',
  total: key === 'all',
  additive: true,
  ...extra,
});
const acts = (key: string, persons: number): Figure =>
  row(key, persons, { table: 'acts', measure: 'persons', link: 'acts', additive: false });

const missing = (rows: readonly PublishedFigure[]): (number | null)[] => rows.map((each) => each.missing);

describe('how many more participants a masked figure needs', () => {
  it('grows with how far the masked rows of a break-down are from the threshold, all alike', () => {
    // 60 in all, 45 shown: some 15 in two rows, half of what they need
    const rows = suppress([row('all', 60), row('a', 45), row('b', 8), row('c', 7)], RULES);
    expect(missing(rows)).toEqual([null, null, 50, 50]);
    // 60 in all, 50 shown: some 10 in two rows
    const fewer = suppress([row('all', 60), row('a', 51), row('b', 5), row('c', 4)], RULES);
    expect(missing(fewer)).toEqual([null, null, 100, 100]);
  });

  it('is as many again where rows do not add up, and the threshold where nobody is counted yet', () => {
    const rows = suppress(
      [row('all', 60), row('a', 30), row('b', 30), acts('all', 40), acts('apply', 3), acts('call', 4)],
      RULES,
    );
    expect(missing(rows)).toEqual([null, null, null, null, 100, 100]);
    expect(missing(suppress([row('all', 6), row('a', 6)], RULES))).toEqual([11, 11]);
  });

  const rows = array(
    record({
      key: constantFrom('a', 'b', 'c', 'd', 'e'),
      persons: integer({ min: 0, max: 40 }),
    }),
    { minLength: 2, maxLength: 5 },
  );
  const releaseOf = (parts: readonly { key: string; persons: number }[]): PublishedFigure[] => {
    const by = new Map(parts.map(({ key, persons }) => [key, persons]));
    const total = [...by.values()].reduce((sum, n) => sum + n, 0);
    return suppress(
      [
        row('all', total),
        ...[...by].map(([key, n]) => row(key, n)),
        acts('all', total),
        ...[...by].map(([key, n]) => acts(key, Math.min(n, 20))),
      ],
      RULES,
    );
  };
  const without = (release: readonly PublishedFigure[]): string =>
    JSON.stringify(release.map((figure) => ({ ...figure, missing: null })));

  it('tells nothing: two towns whose releases show the same say the same number, whatever is masked in them', () => {
    const said = new Map<string, { release: string; towns: Set<string> }>();
    assert(
      property(rows, integer({ min: -3, max: 3 }), (town, shift) => {
        // The neighbouring town: the same but for a masked row, which holds more or fewer persons.
        const [first, ...rest] = town.toSorted((a, b) => a.persons - b.persons);
        const other =
          first === undefined ? town : [{ ...first, persons: Math.max(0, first.persons + shift) }, ...rest];
        for (const each of [town, other]) {
          const sorted = each.toSorted((a, b) => (a.key < b.key ? -1 : 1));
          const release = releaseOf(sorted);
          const known = said.get(without(release)) ?? { release: JSON.stringify(release), towns: new Set() };
          said.set(without(release), known);
          known.towns.add(JSON.stringify(sorted));
          expect(JSON.stringify(release)).toBe(known.release);
        }
      }),
      { numRuns: 3000, seed: 20261125 },
    );
    // The test had something to compare: hundreds of different towns behind releases that look the same.
    const alike = [...said.values()].filter(({ towns }) => towns.size > 1);
    expect(alike.length).toBeGreaterThan(100);
  });

  it('does not narrow a masked row in a week’s difference: one more person behind a mask changes no number', () => {
    // The attacker knows everybody but one person of row b, and compares the two releases.
    const before = suppress([row('all', 61), row('a', 45), row('b', 8), row('c', 8)], RULES);
    const after = suppress([row('all', 62), row('a', 45), row('b', 9), row('c', 8)], RULES);
    expect(after).toEqual(before);
  });
});
