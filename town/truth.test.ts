import { describe, expect, it } from 'vitest';
import { townOptions } from './options.ts';
import { HOUR } from './people/calendar.ts';
import type { Person } from './people/person.ts';
import { createTown } from './town.ts';
import type { Town } from './town.ts';
import { PLANTED } from './truth.ts';
import type { PersonWeek } from './truth.ts';

type Fit = { beta: number[]; se: number[] };

const solve = (a: number[][], b: number[][]): number[][] => {
  const n = a.length;
  const m = a.map((row, i) => [...row, ...(b[i] ?? [])]);
  for (let c = 0; c < n; c += 1) {
    const pivot = m
      .slice(c)
      .reduce((best, row, k) => (Math.abs(row[c] ?? 0) > Math.abs(m[best]?.[c] ?? 0) ? c + k : best), c);
    [m[c], m[pivot]] = [m[pivot] ?? [], m[c] ?? []];
    const head = m[c]?.[c] ?? 1;
    m[c] = (m[c] ?? []).map((v) => v / head);
    m.forEach((row, r) => {
      if (r === c) return;
      const factor = row[c] ?? 0;
      m[r] = row.map((v, k) => v - factor * (m[c]?.[k] ?? 0));
    });
  }
  return m.map((row) => row.slice(n));
};

/** Logistic regression by Newton's method: coefficients and standard errors. */
const logistic = (x: number[][], y: number[]): Fit => {
  const k = x[0]?.length ?? 0;
  let beta = Array.from({ length: k }, () => 0);
  let inverse: number[][] = [];
  for (let step = 0; step < 12; step += 1) {
    const gradient = beta.map(() => [0]);
    const hessian = beta.map(() => beta.map(() => 0));
    x.forEach((row, i) => {
      const p = 1 / (1 + Math.exp(-row.reduce((sum, v, j) => sum + v * (beta[j] ?? 0), 0)));
      row.forEach((v, j) => {
        (gradient[j] as number[])[0] = (gradient[j]?.[0] ?? 0) + v * ((y[i] ?? 0) - p);
        row.forEach((w, l) => {
          (hessian[j] as number[])[l] = (hessian[j]?.[l] ?? 0) + v * w * p * (1 - p);
        });
      });
    });
    const move = solve(hessian, gradient);
    beta = beta.map((v, j) => v + (move[j]?.[0] ?? 0));
    inverse = solve(
      hessian,
      beta.map((_, j) => beta.map((__, l) => (j === l ? 1 : 0))),
    );
  }
  return { beta, se: beta.map((_, j) => Math.sqrt(inverse[j]?.[j] ?? 0)) };
};

const atRisk = (weeks: readonly PersonWeek[]): PersonWeek[] => weeks.filter((w) => w.searching);
const row = (w: PersonWeek): number[] => [
  1,
  (Math.min(w.places, 16) - 8) / 3,
  (Math.min(w.weakContacts, 6) - 2) / 2,
  w.strongContacts,
];

/** Difference of two means with its 95 % half-width. */
const difference = (a: readonly number[], b: readonly number[]): { by: number; half: number } => {
  const mean = (v: readonly number[]): number => v.reduce((sum, x) => sum + x, 0) / v.length;
  const error = (v: readonly number[]): number =>
    v.reduce((sum, x) => sum + (x - mean(v)) ** 2, 0) / (v.length - 1) / v.length;
  return { by: mean(a) - mean(b), half: 1.96 * Math.sqrt(error(a) + error(b)) };
};

/** What the phones of one person showed: cells per hour of play, contacts per session with no friend and with friends. */
const seen = (town: Town, person: Person) => {
  const events = town.events.filter((event) => event.person === person.index);
  const batches = events.flatMap((e) => (e.kind === 'batch' && !e.continuous ? [e.dwells] : []));
  const hours = batches.reduce((sum, d) => sum + ((d.at(-1)?.lastAt ?? 0) - (d[0]?.firstAt ?? 0)) / HOUR, 0);
  const cells = new Set(batches.flat().flatMap((d) => (d.cell === null ? [] : [d.cell]))).size;
  const ties = events.flatMap((e) => (e.kind === 'interaction' ? [e.other] : []));
  const strong = ties.filter((o) => o.kind === 'peer' && person.friends.includes(o.person)).length;
  const hired = events.some((e) => e.kind === 'outcome' && e.outcome === 'hired');
  const sessions = batches.length;
  return {
    hired,
    hours,
    cells: cells / hours,
    weak: (ties.length - strong) / sessions,
    strong: strong / sessions,
  };
};

describe('the planted effect', () => {
  const town = createTown(townOptions('demo'));
  const weeks = atRisk(town.weeks);
  const fit = logistic(
    weeks.map(row),
    weeks.map((w) => (w.found ? 1 : 0)),
  );
  const within = (j: number, truth: number): boolean =>
    Math.abs((fit.beta[j] ?? 0) - truth) < 3.3 * (fit.se[j] ?? 0);

  it('stands in the truth: both coefficients away from zero, each interval (99.9 %) holding its own value', () => {
    const [, moving = 0, weak = 0] = fit.beta;
    expect(moving / (fit.se[1] ?? 1)).toBeGreaterThan(2.6);
    expect(weak / (fit.se[2] ?? 1)).toBeGreaterThan(2.6);
    expect(within(1, PLANTED.moving)).toBe(true);
    expect(within(2, PLANTED.weakTies)).toBe(true);
  });

  it('is not planted on strong ties', () => {
    expect(within(3, 0)).toBe(true);
  });

  it('comes before the event: nobody who has found work is counted as searching', () => {
    const found = new Map(weeks.flatMap((w) => (w.found ? [[w.person, w.week] as const] : [])));
    expect(weeks.filter((w) => w.week > (found.get(w.person) ?? Number.POSITIVE_INFINITY))).toEqual([]);
    expect(found.size).toBeGreaterThan(60);
  });

  it('shows through the phones of those in the study: more weak ties, more cells, no more strong ties', () => {
    const all = town.persons.filter((p) => p.research).map((p) => seen(town, p));
    const observed = all.filter((s) => s.hours > 1 / 3);
    const [hired, others] = [observed.filter((s) => s.hired), observed.filter((s) => !s.hired)];
    expect(hired.length).toBeGreaterThan(40);
    const weak = difference(
      hired.map((s) => s.weak),
      others.map((s) => s.weak),
    );
    const strong = difference(
      hired.map((s) => s.strong),
      others.map((s) => s.strong),
    );
    const cells = difference(
      hired.map((s) => s.cells),
      others.map((s) => s.cells),
    );
    expect(weak.by - weak.half).toBeGreaterThan(0);
    expect(Math.abs(strong.by) - strong.half).toBeLessThan(0);
    expect(cells.by).toBeGreaterThan(0);
  });
});
