import { describe, expect, it } from 'vitest';
import { inventCohort } from '../../town/cohorts/worlds.ts';
import { countingProcess } from './counting-process.ts';
import { eventStudy, type EventStudyRow } from './event-study.ts';
import { readPlan, settleParameters } from './plan.ts';
import { mobilityCut, profileOf, sensitivity, type ProfileRow } from './profiles.ts';
import { rallyHazard, verdictOf } from './rally-hazard.ts';
import { tieReport } from './tie-report.ts';
import { transitions } from './transitions.ts';

describe('profiles', () => {
  const row = (person: string, stability: number | null, mobility: number | null): ProfileRow => ({
    person,
    period: 'w',
    stability,
    mobility,
  });

  it('cuts work and mobility in four, and a missing axis is not observed', () => {
    const cuts = { stability: 0.5, mobility: 3 };
    expect(profileOf(row('a', 0.5, 3), cuts)).toBe('stable_mobile');
    expect(profileOf(row('a', 0.49, 2.9), cuts)).toBe('unstable_settled');
    expect(profileOf(row('a', null, 9), cuts)).toBe('not_observed');
  });

  it('puts the mobility cut at the median person, however many windows each has', () => {
    const rows = [
      row('a', 1, 1),
      row('a', 1, 1),
      row('a', 1, 1),
      row('b', 1, 5),
      row('c', 0, 9),
      row('d', 0, null),
    ];
    expect(mobilityCut(rows)).toBe(5);
    const lines = sensitivity(rows, { stability: 0.5, mobility: 5 });
    expect(lines).toHaveLength(9);
    expect(lines.every((line) => line.windows === 5)).toBe(true);
    expect(mobilityCut([row('a', 1, null)])).toBeNull();
  });

  it('counts moves between windows that follow each other only', () => {
    const state = (person: string, at: number, name: string) => ({ person, at, state: name });
    const rows = [
      state('a', 1, 'x'),
      state('a', 2, 'y'),
      state('a', 4, 'x'),
      state('b', 1, 'x'),
      state('b', 2, 'x'),
      state('c', 1, 'x'),
      state('c', 2, 'not_observed'),
    ];
    const found = transitions(rows, ['x', 'y'], 's');
    expect(found.map(({ from, to, n, share }) => [from, to, n, share])).toEqual([
      ['x', 'x', 1, 0.5],
      ['x', 'y', 1, 0.5],
    ]);
  });
});

describe('counting process', () => {
  it('carries the window before, never the one of the event', () => {
    const windows = [0, 7, 14].map((from) => ({
      person: 'a',
      from: 100 + from,
      to: 107 + from,
      values: { km: from },
    }));
    const rows = countingProcess([{ person: 'a', entry: 100, end: 117, event: true }], windows, ['km']);
    expect(rows).toEqual([
      { person: 'a', tstart: 0, tstop: 7, event: 0, covariatesFrom: null, values: { km: null } },
      { person: 'a', tstart: 7, tstop: 14, event: 0, covariatesFrom: 0, values: { km: 0 } },
      { person: 'a', tstart: 14, tstop: 17, event: 1, covariatesFrom: 7, values: { km: 7 } },
    ]);
    expect(countingProcess([{ person: 'a', entry: 9, end: 9, event: true }], windows, ['km'])).toEqual([]);
  });
});

describe('ties', () => {
  it('shows that most events come through weak ties while one strong tie is worth more', () => {
    const weak = Array.from({ length: 40 }, (_, i) => ({
      person: `p${i % 10}`,
      strength: 'weak' as const,
      events: i < 6 ? 1 : 0,
    }));
    const strong = Array.from({ length: 10 }, (_, i) => ({
      person: `p${i}`,
      strength: 'strong' as const,
      events: i < 4 ? 1 : 0,
    }));
    const [first, second] = tieReport([...weak, ...strong], 's');
    expect([first?.share, first?.value]).toEqual([0.6, 0.15]);
    expect([second?.share, second?.value]).toEqual([0.4, 0.4]);
    expect(first?.shareLow).toBeLessThan(0.6);
  });
});

describe('a plan', () => {
  it('fixes parameters, and what departs from it is told', () => {
    const plan = readPlan('{"date":"2026-03-01","parameters":{"stabilityCut":0.4}}', 'plan.json');
    const { parameters, departures } = settleParameters(plan, { stabilityCut: 0.6 });
    expect(parameters.stabilityCut).toBe(0.6);
    expect(departures).toEqual([{ parameter: 'stabilityCut', planned: '0.4', used: '0.6' }]);
    expect(() => readPlan('{"date":"2026-03-01","parameters":{"cut":1}}', 'p')).toThrow(
      /parameters.cut does not exist/,
    );
    expect(() => readPlan('{"parameters":{}}', 'p')).toThrow(/date/);
    expect(() => readPlan('no', 'p')).toThrow(/not JSON/);
  });
});

describe('rallies', () => {
  const rows = (effect: number, trend = 0): EventStudyRow[] =>
    Array.from({ length: 30 }, (_, i) => i).flatMap((i) =>
      Array.from({ length: 16 }, (_, week): EventStudyRow => {
        const start = i % 3 === 0 ? null : 6 + (i % 3) * 2;
        const treated = start !== null && week >= start;
        const noise = (((i * 31 + week * 17) % 13) - 6) / 20;
        return {
          person: `p${i}`,
          week,
          start,
          outcome: i / 10 + week * 0.1 + noise + (treated ? effect : 0) + (start === null ? 0 : trend * week),
        };
      }),
    );

  it('finds a planted change, and none on a false date', () => {
    const found = eventStudy(rows(2), 's', { placeboWeeks: 3, draws: 200 });
    expect(found.effect).toBeCloseTo(2, 0);
    expect(found.low).toBeGreaterThan(1.5);
    expect(found.placebo?.low).toBeLessThan(0.1);
    expect(found.placebo?.high).toBeGreaterThan(-0.1);
    expect(found.permutationP).toBeLessThan(0.05);
  });

  it('is given away by the false date when those treated were already changing', () => {
    const found = eventStudy(rows(0, 0.4), 's', { placeboWeeks: 3, draws: 200 });
    expect(found.low).toBeGreaterThan(0);
    expect(found.placebo?.low).toBeGreaterThan(0);
  });

  it('tells worlds apart: work found after rallies in one, nothing where work itself makes people move', () => {
    const effects = (world: 'effect' | 'reverse'): number =>
      Array.from({ length: 20 }, (_, seed) => {
        const cohort = inventCohort(world, String(seed), {
          persons: 300,
          days: 140,
          hazard: 0.008,
          effect: 0.8,
        });
        return verdictOf(rallyHazard(cohort), rallyHazard(cohort, 14)) === 'effect' ? 1 : 0;
      }).reduce<number>((sum, one) => sum + one, 0);
    expect(effects('effect')).toBeGreaterThanOrEqual(15);
    expect(effects('reverse')).toBeLessThanOrEqual(4);
  });
});
