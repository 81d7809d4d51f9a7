import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { array, assert, asyncProperty, integer, property, tuple } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuck, type Duck } from '../../infra/duckdb/duck.ts';
import { loadColumns } from '../load-columns.ts';
import { computeMeasures } from '../metrics/compute.ts';
import { lempelZivEntropies } from '../metrics/lempel-ziv.ts';
import { measureNetwork } from '../ties/measure-network.ts';
import { cleanPoints } from '../traces/points/clean-points.ts';
import { meet } from '../traces/points/meet.ts';
import { metresOf, onSphere } from '../traces/points/track.ts';

let folder = '';
let duck: Duck;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'joka-properties-'));
  duck = await openDuck({ memoryLimitMb: 512, threads: 2 });
});
afterAll(async () => {
  duck.close();
  await rm(folder, { recursive: true });
});

const NO_LIMITS = { minCoverage: 0, minDays: 1, minNights: 0 };
/** Invented persons who go between five places of their own over three weeks. */
const source = (persons: number): string => `(
  SELECT 'p' || lpad((i % ${persons})::VARCHAR, 3, '0') AS person,
         TIMESTAMP '2026-09-28 05:00:00' + to_minutes((i // ${persons} * 7 + i // ${persons} // 50 * 2000 + hash(i // ${persons} // 12) % 3)::INTEGER) AS "at",
         50.4 + (hash(i % ${persons} * 31 + i // ${persons} // 6 % 5) % 500) / 10000.0 + (hash(i) % 9) / 100000.0 AS lat,
         2.8 + (hash(i % ${persons} * 37 + i // ${persons} // 6 % 5) % 500) / 10000.0 + (hash(i + 1) % 9) / 100000.0 AS lng
  FROM range(${persons * 300}) r(i))`;

const measure = async (on: Duck, points: string, batchRows = 2_000_000): Promise<void> => {
  await cleanPoints(on, { points, zone: 'Europe/Paris', parameters: { batchRows } });
  await computeMeasures(on, { grain: 'week', zone: 'Europe/Paris', thresholds: NO_LIMITS });
};
const rowsOf = (on: Duck, where = 'true'): Promise<Record<string, unknown>[]> =>
  on.rows(`SELECT * FROM measures WHERE ${where} ORDER BY person, period`);

describe('properties of measures of raw points', () => {
  it('are the same bytes over threads, order of rows and split of files', async () => {
    const hashOf = async (threads: number, order: string, files: number): Promise<string> => {
      const own = await openDuck({ memoryLimitMb: 512, threads, readable: [folder] });
      try {
        const paths = Array.from({ length: files }, (_, k) =>
          join(folder, `${threads}-${files}-${k}.parquet`),
        );
        await own.run(
          `CREATE TEMP TABLE numbered AS SELECT *, row_number() OVER (ORDER BY person, "at") AS i FROM ${source(12)}`,
        );
        for (const [k, path] of paths.entries())
          await own.run(
            `COPY (SELECT * EXCLUDE (i) FROM numbered WHERE i % ${files} = ${k} ORDER BY ${order}) TO '${path}' (FORMAT parquet)`,
          );
        await measure(own, `read_parquet([${paths.map((path) => `'${path}'`).join(', ')}])`);
        const out = join(folder, 'out.parquet');
        await own.run(`COPY (FROM measures) TO '${out}' (FORMAT parquet, COMPRESSION zstd)`);
        return createHash('sha256')
          .update(await readFile(out))
          .digest('hex');
      } finally {
        own.close();
      }
    };
    const hashes = new Set<string>();
    for (const [threads, order, files] of [
      [1, 'i', 1],
      [2, 'i DESC', 7],
      [4, 'hash(i)', 7],
      [4, 'i DESC', 1],
    ] as const)
      hashes.add(await hashOf(threads, order, files));
    expect(hashes.size).toBe(1);
  });

  it('do not change with another person, with batches, or with the names of persons', async () => {
    await measure(duck, source(4));
    const all = await rowsOf(duck);
    expect(all.length).toBeGreaterThan(4);
    await measure(duck, source(4), 301);
    expect(await rowsOf(duck)).toEqual(all);
    await measure(duck, `(FROM ${source(4)} WHERE person <> 'p003')`);
    expect(await rowsOf(duck)).toEqual(all.filter((row) => row['person'] !== 'p003'));
    await measure(
      duck,
      `(SELECT * REPLACE ('q' || (9 - right(person, 1)::INTEGER) AS person) FROM ${source(4)})`,
    );
    const renamed = await duck.rows<Record<string, unknown>>(
      `SELECT * REPLACE ('p00' || (9 - right(person, 1)::INTEGER) AS person) FROM measures ORDER BY 1, period`,
    );
    expect(renamed).toEqual(all);
  });
});

/** ΣΛ by its definition: every substring looked up in what came before. */
const plainSum = (sequence: readonly number[]): number => {
  const n = sequence.length;
  const inside = (i: number, j: number): boolean => {
    for (let at = 0; at + (j - i) <= i; at += 1)
      if (sequence.slice(at, at + j - i).every((letter, k) => letter === sequence[i + k])) return true;
    return false;
  };
  let sum = n > 1 ? 3 : 1;
  for (let i = 1; i < n - 1; i += 1) {
    let j = i + 1;
    while (j < n && inside(i, j)) j += 1;
    sum += (j === n ? n + 1 : j) - i;
  }
  return sum;
};

describe('properties of passes', () => {
  it('the entropy of a sequence is that of its definition', () => {
    assert(
      property(array(integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 60 }), (sequence) => {
        const { bits } = lempelZivEntropies(
          sequence.map(() => 0),
          sequence,
        );
        expect(bits[0]).toBeCloseTo((sequence.length * Math.log2(sequence.length)) / plainSum(sequence), 12);
      }),
      { numRuns: 300, seed: 20261125 },
    );
  });

  it('the sweep meets the pairs of fixes that comparing all with all meets', () => {
    const fix = tuple(
      integer({ min: 0, max: 4 }),
      integer({ min: 0, max: 60 }),
      integer({ min: 0, max: 12 }),
      integer({ min: 0, max: 12 }),
    );
    assert(
      property(array(fix, { minLength: 2, maxLength: 40 }), (drawn) => {
        const fixes = {
          person: Int32Array.from(drawn, ([person]) => person),
          at: Float64Array.from(drawn, ([, minute]) => minute * 60_000),
          lat: Float64Array.from(drawn, ([, , row]) => 50.4 + row * 0.0002),
          lng: Float64Array.from(drawn, ([, , , column]) => 2.8 + column * 0.0003),
        };
        const { x, y, z } = onSphere(fixes.lat, fixes.lng);
        let expected = 0;
        for (const i of drawn.keys())
          for (let j = 0; j < i; j += 1) {
            const squared = [x, y, z].reduce((sum, axis) => sum + ((axis[i] ?? 0) - (axis[j] ?? 0)) ** 2, 0);
            const near =
              metresOf(true, squared) <= 50 && Math.abs((fixes.at[i] ?? 0) - (fixes.at[j] ?? 0)) <= 300_000;
            if (near && fixes.person[i] !== fixes.person[j]) expected += 1;
          }
        const found = meet(fixes, { metres: 50, minutes: 5, gapMinutes: 15 });
        expect(found.n.reduce((sum, n) => sum + n, 0)).toBe(expected);
      }),
      { numRuns: 200, seed: 20261125 },
    );
  });

  it('structure does not depend on the order of ties or on names', async () => {
    const tie = tuple(integer({ min: 0, max: 8 }), integer({ min: 0, max: 8 }), integer({ min: 1, max: 9 }));
    const measured = async (ties: readonly (readonly [number, number, number])[]): Promise<unknown> => {
      await loadColumns(duck, 'drawn', {
        a: { type: 'INTEGER', values: ties.map(([a]) => a) },
        b: { type: 'INTEGER', values: ties.map(([, b]) => b) },
        weight: { type: 'INTEGER', values: ties.map(([, , w]) => w) },
      });
      await measureNetwork(duck, { ties: 'drawn' });
      return duck.rows(
        'SELECT round("constraint", 9) AS c, round(effective_size, 9) AS e, clustering FROM network_persons ORDER BY ALL',
      );
    };
    await assert(
      asyncProperty(array(tie, { minLength: 1, maxLength: 25 }), async (ties) => {
        const before = await measured(ties);
        expect(await measured(ties.toReversed())).toEqual(before);
        expect(await measured(ties.map(([a, b, w]) => [8 - a, 8 - b, w] as const))).toEqual(before);
      }),
      { numRuns: 15, seed: 20261125 },
    );
  });
});
