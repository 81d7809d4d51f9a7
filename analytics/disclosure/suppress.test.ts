import { array, assert, constantFrom, double, integer, property, record, shuffledSubarray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DISCLOSURE_RULES, roundTo } from './rules.ts';
import { suppress, tellsTooMuch, type Figure } from './suppress.ts';

const RULES = DISCLOSURE_RULES;
const figure = (key: string, persons: number, extra: Partial<Figure> = {}): Figure => ({
  table: 't',
  key,
  measure: 'persons',
  kind: 'count',
  value: persons,
  persons,
  link: 'age',
  total: key === 'all',
  ...extra,
});

describe('suppression', () => {
  it('masks ten persons and shows eleven, rounded to five', () => {
    const [ten, eleven] = suppress([figure('a', 10, { link: 'x' }), figure('b', 11, { link: 'y' })], RULES);
    expect(ten).toMatchObject({ value: null, n: null, masked: true, missing: 11 });
    expect(eleven).toMatchObject({ value: 10, n: 10, masked: false, missing: null });
  });

  it('hides the next smallest row beside a single masked one', () => {
    const rows = suppress([figure('all', 74), figure('a', 4), figure('b', 40), figure('c', 30)], RULES);
    expect(rows.map((row) => [row.key, row.masked, row.missing])).toEqual([
      ['all', false, null],
      ['a', true, 11],
      ['b', false, null],
      ['c', true, 11], // told like the other: its silence would tell that it has eleven or more
    ]);
  });

  it('hides the total when a masked row stands alone beside it', () => {
    const rows = suppress([figure('all', 14), figure('a', 4)], RULES);
    expect(rows.every((row) => row.masked)).toBe(true);
  });

  it('masks a row in every table that shares its break-down', () => {
    const dominated = figure('a', 40, { table: 'cells', kind: 'mean', value: 7, topPerson: 0.9 });
    const rows = suppress(
      [figure('all', 100), figure('a', 40), figure('b', 30), figure('c', 30), dominated],
      RULES,
    );
    expect(rows.filter((row) => row.key === 'a').every((row) => row.masked)).toBe(true);
    expect(rows.find((row) => row.key === 'b')?.masked).toBe(true); // protects a: next smallest, first by name
    expect(rows.find((row) => row.key === 'c')?.masked).toBe(false);
  });

  it('asks for three firms and none above 85 %', () => {
    expect(tellsTooMuch(figure('a', 50, { firms: { n: 2, top: 0.5 } }), RULES)).toBe(true);
    expect(tellsTooMuch(figure('a', 50, { firms: { n: 3, top: 0.86 } }), RULES)).toBe(true);
    expect(tellsTooMuch(figure('a', 50, { firms: { n: 3, top: 0.85 } }), RULES)).toBe(false);
  });

  const figures = array(
    record({
      key: constantFrom('all', 'a', 'b', 'c', 'd'),
      table: constantFrom('t', 'u'),
      persons: integer({ min: 0, max: 60 }),
      topPerson: double({ min: 0, max: 1, noNaN: true }),
      link: constantFrom('age', 'type'),
    }),
    { minLength: 1, maxLength: 20 },
  ).map((rows) =>
    rows
      .map((row) => figure(row.key, row.persons, row))
      .filter(
        (row, i, all) =>
          all.findIndex((o) => o.key === row.key && o.table === row.table && o.link === row.link) === i,
      ),
  );

  it('never shows what tells too much, never shows a masked value, never leaves one masked row alone', () => {
    assert(
      property(figures, (rows) => {
        const out = suppress(rows, RULES);
        const shown = out.filter((row) => !row.masked);
        const hidden = out.filter((row) => row.masked);
        expect(rows.filter((row, i) => tellsTooMuch(row, RULES) && out[i]?.masked === false)).toEqual([]);
        expect(hidden.filter((row) => row.value !== null || row.n !== null || row.low !== null)).toEqual([]);
        expect(shown.filter((row) => row.value === null || row.value % RULES.roundTo !== 0)).toEqual([]);
        const alone = ['age', 'type'].filter((link) => {
          const of = rows.map((row, i) => ({ row, out: out[i] })).filter(({ row }) => row.link === link);
          const keys = new Set(of.filter((x) => !x.row.total && x.out?.masked).map((x) => x.row.key));
          return keys.size === 1 && of.some((x) => x.row.total && x.out?.masked === false);
        });
        expect(alone).toEqual([]);
      }),
      { seed: 20261124, numRuns: 500 },
    );
  });

  it('leaves every masked row of a sum more than three possible values, whatever the attacker adds up', () => {
    const release = array(integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 5 });
    let attacked = 0;
    assert(
      property(release, (counts) => {
        const total = counts.reduce((sum, n) => sum + n, 0);
        const rows = [
          figure('all', total, { additive: true }),
          ...counts.map((n, i) => figure(`r${i}`, n, { additive: true })),
        ];
        const out = suppress(rows, RULES);
        // What is shown lies within its rounding, and has eleven persons or more.
        const least = (value: number): number => Math.max(RULES.minPersons, value - 2);
        const [all, ...children] = out;
        const hidden = children.filter((row) => row.masked);
        if (all?.value === null || all === undefined || hidden.length === 0) return;
        attacked += 1;
        const most = all.value + 2;
        const room = children.reduce((left, row) => left - (row.value === null ? 0 : least(row.value)), most);
        expect(hidden.length).toBeGreaterThan(1);
        expect(room).toBeGreaterThanOrEqual(3); // 0 to 3: not known within one
      }),
      { seed: 20261124, numRuns: 2000 },
    );
    expect(attacked).toBeGreaterThan(100);
  });

  it('does not depend on the order of the figures', () => {
    assert(
      property(
        figures.chain((rows) =>
          shuffledSubarray(rows, { minLength: rows.length }).map((shuffled) => ({ rows, shuffled })),
        ),
        ({ rows, shuffled }) => {
          const sorted = (list: readonly Figure[]): string[] =>
            suppress(list, RULES)
              .map((row) => JSON.stringify(row))
              .sort();
          expect(sorted(shuffled)).toEqual(sorted(rows));
        },
      ),
      { seed: 20261124, numRuns: 300 },
    );
  });

  it('rounds halves up', () => {
    expect([12, 12.5, 13, 17, 0].map((n) => roundTo(n, 5))).toEqual([10, 15, 15, 15, 0]);
  });
});
