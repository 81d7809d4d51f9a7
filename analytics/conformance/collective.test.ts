import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuck, type Duck } from '../../infra/duckdb/duck.ts';
import {
  commonPart,
  commonPartOfLinks,
  largestError,
  rootMeanSquareError,
} from '../collective/compare-flows.ts';
import { displacement } from '../collective/displacement.ts';
import { COLLECTIVE_TABLES } from '../collective/index.ts';
import { placeRanks, placeVisits } from '../collective/places.ts';
import { reidentificationRisk } from '../collective/risk.ts';
import { resolutionNear } from '../collective/tile.ts';
import { trackingQuality } from '../collective/tracking-quality.ts';
import { loadColumns } from '../load-columns.ts';
import { loadVisits, PLACES, type Visit } from '../metrics/fixture.ts';
import { MEASURE_PARAMETERS } from '../metrics/parameters.ts';
import { off, SPHERE, T } from './fixture.ts';

let duck: Duck;
beforeAll(async () => {
  duck = await openDuck({ memoryLimitMb: 256, threads: 2 });
});
afterAll(() => duck.close());

type Row = Record<string, number | bigint>;
/** Rows of places A, B, C, D in that order: fixture T names them in the order it meets them. */
const placeRows = async (): Promise<Row[]> => {
  await loadVisits(duck, T);
  return duck.rows<Row>(placeVisits.sql(MEASURE_PARAMETERS));
};
const msd = async (minutes: number): Promise<number> => {
  await loadVisits(duck, T);
  const rows = await duck.rows<Row>(
    displacement.sql({ ...MEASURE_PARAMETERS, displacementMinutes: minutes }),
  );
  return Number(rows[0]?.['msd_km2']);
};

describe('conformance: many persons', () => {
  it('A12: random location entropy of A and D', async () => {
    const [a, , , d] = await placeRows();
    expect(off(Number(a?.['random_entropy_bits']), 2.321928094)).toBeLessThan(1e-6);
    expect(Number(d?.['random_entropy_bits'])).toBe(2);
  });

  it('A13: location entropy of A and D in bits, where scikit-mobility gives nats', async () => {
    const [a, , , d] = await placeRows();
    expect(off(Number(a?.['entropy_bits']), 2.251629167)).toBeLessThan(1e-6);
    expect(off(Number(d?.['entropy_bits']), 2)).toBeLessThan(1e-6);
  });

  it('A14: visits per location A 6, B 5, C 5, D 4', async () => {
    const rows = await placeRows();
    expect(rows.map((row) => Number(row['visits']))).toEqual([6, 5, 5, 4]);
  });

  it('A15: mean square displacement after an hour 1386.2137565731 km², after a quarter 0', async () => {
    expect(off(await msd(60), 1386.2137565731)).toBeLessThan(SPHERE);
    expect(await msd(15)).toBe(0);
  });

  it('A19: common part of [1,2,3] with itself 1, with [2,2,2] .8333333', () => {
    expect(commonPart([1, 2, 3], [1, 2, 3])).toBe(1);
    expect(off(commonPart([1, 2, 3], [2, 2, 2]), 0.8333333)).toBeLessThan(1e-6);
    expect(commonPartOfLinks([1, 0, 3], [2, 2, 0])).toBeCloseTo(0.5, 12);
  });

  it('A20: root mean square and largest error of [1,2,3] against [2,2,2]', () => {
    expect(off(rootMeanSquareError([1, 2, 3], [2, 2, 2]), 0.8164965809)).toBeLessThan(1e-9);
    expect(largestError([1, 2, 3], [2, 2, 2])).toBe(1);
  });

  it('A21: risk of re-identification by two locations, of the six of T and a seventh at A, A, D', () => {
    const letters = Object.keys(PLACES);
    const at = (visit: Visit): number => letters.findIndex((name) => PLACES[name as 'A'].lat === visit.lat);
    const people = [1, 2, 3, 4, 5, 6].map((person) => ({
      person: `u${person}`,
      places: T.filter((visit) => visit.person === person).map(at),
    }));
    const risks = reidentificationRisk([...people, { person: 'u7', places: [0, 0, 3] }], 'visits', 2);
    expect(risks.map(({ risk }) => Math.round(1 / risk))).toEqual([3, 2, 3, 3, 4, 4, 2]);
    expect(risks.every(({ exact }) => exact)).toBe(true);
  });

  it('A25: one hour stayed: of its extent 1, of the day 1/24, of the week 1/168; bad intervals are passed over', async () => {
    const at = (hour: number): number => Date.parse('2026-10-05T00:00:00Z') + hour * 3_600_000;
    await loadColumns(duck, 'intervals', {
      person: { type: 'VARCHAR', values: ['a', 'a', 'a'] },
      first_ms: { type: 'BIGINT', values: [at(0), at(5), at(9)] },
      last_ms: { type: 'BIGINT', values: [at(1), at(5), at(8)] },
      offset_ms: { type: 'BIGINT', values: [0, 0, 0] },
    });
    const quality = async (cut: 'all' | 'day' | 'week' | 'hour'): Promise<number[]> =>
      (await duck.rows<{ quality: number }>(`FROM ${trackingQuality('intervals', cut)}`)).map(
        (row) => row.quality,
      );
    expect(await quality('all')).toEqual([1]);
    expect(await quality('day')).toEqual([1 / 24]);
    expect(await quality('week')).toEqual([1 / 168]);
    expect(await quality('hour')).toEqual([1]);
  });

  it('A28: of stays of 9, 0, 8, 1, 7, 6 and 5 hours the places by time are home 0, work 2, third 4', async () => {
    const hours = [9, 0, 8, 1, 7, 6, 5];
    await loadVisits(
      duck,
      hours.map((h, i): Visit => ({
        person: 1,
        lat: i,
        lng: 0,
        at: `2026-10-0${i + 1}T00:00:00`,
        ms: h * 3_600_000,
      })),
    );
    const rows = await duck.rows<Row>(placeRanks.sql(MEASURE_PARAMETERS));
    const ranked = rows.toSorted((a, b) => Number(a['time_rank']) - Number(b['time_rank']));
    expect(ranked.slice(0, 3).map((row) => Number(row['place']) - 1)).toEqual([0, 2, 4]);
  });

  it('A47: 50, 500 and 5000 metres are H3 resolutions 10, 8 and 6', () => {
    expect([50, 500, 5000].map(resolutionNear)).toEqual([10, 8, 6]);
  });

  it('every table gives the columns it declares', async () => {
    await loadVisits(duck, T);
    for (const table of COLLECTIVE_TABLES) {
      const [row] = await duck.rows<Row>(table.sql(MEASURE_PARAMETERS));
      expect({ table: table.name, columns: Object.keys(row ?? {}) }).toEqual({
        table: table.name,
        columns: Object.keys(table.columns),
      });
    }
  });
});
