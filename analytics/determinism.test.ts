import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gridDisk, latLngToCell } from 'h3-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuck } from '../infra/duckdb/duck.ts';
import { loadColumns } from './load-columns.ts';
import { personOf } from './metrics/fixture.ts';
import { computeNight, NIGHT_TABLES } from './night.ts';

const PERSONS = 30;
const ROWS = 6000;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'joka-same-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Hashes of every result of a night over the same rows, read in some order from some number of files. */
const night = async (threads: number, order: string, files: number): Promise<Record<string, string>> => {
  const duck = await openDuck({ memoryLimitMb: 512, threads, readable: [folder] });
  try {
    const cells = gridDisk(latLngToCell(50.42, 2.78, 11), 8).map((cell) => BigInt(`0x${cell}`));
    await loadColumns(duck, 'places', {
      k: { type: 'BIGINT', values: cells.map((_, k) => k) },
      cell: { type: 'UBIGINT', values: cells },
    });
    await duck.run(`CREATE TEMP TABLE source AS
      SELECT i, ('00000000-0000-4000-8000-' || lpad((i % ${PERSONS})::VARCHAR, 12, '0'))::UUID AS person, 'T1' AS territory,
             t AS "at", t + INTERVAL 2 HOUR AS at_local, t + to_seconds((hash(i) % 900)::INTEGER) AS last_at, cell, 3 AS n,
             CASE WHEN i % 50 = 0 THEN 'poor' ELSE 'fine' END AS accuracy, false AS home, 's' AS session,
             CASE WHEN i % ${PERSONS} < 4 THEN 'logger' ELSE 'session' END AS observation, 28 AS quantum_m
      FROM (SELECT i, TIMESTAMP '2026-09-28 06:00:00' + to_minutes((i // ${PERSONS} * 97)::INTEGER) AS t,
                   hash(i // ${PERSONS} // 3 + i % 7) % ${cells.length} AS k FROM range(${ROWS}) r(i)) JOIN places USING (k)`);
    for (let file = 0; file < files; file += 1)
      await duck.run(
        `COPY (SELECT * EXCLUDE (i) FROM source WHERE i % ${files} = ${file} ORDER BY ${order})
         TO '${join(folder, `${threads}-${files}-${file}.parquet`)}' (FORMAT parquet)`,
      );
    const paths = Array.from(
      { length: files },
      (_, file) => `'${join(folder, `${threads}-${files}-${file}.parquet`)}'`,
    );
    const interactions = `(SELECT person, ('00000000-0000-4000-8000-' || lpad((i * 7 % ${PERSONS})::VARCHAR, 12, '0'))::UUID AS other,
      'peer' AS other_kind, "at", at_local FROM source WHERE i % 11 = 0)`;
    const persons = Array.from({ length: PERSONS }, (_, i) => ({
      person: personOf(i),
      entry_week: '2026-W40',
    }));
    await computeNight(
      duck,
      { fixes: `read_parquet([${paths.join(', ')}])`, interactions },
      persons,
      'Europe/Paris',
    );
    const hashes: Record<string, string> = {};
    for (const [name, relation] of Object.entries(NIGHT_TABLES)) {
      const path = join(folder, `out-${name}.parquet`);
      await duck.run(
        `COPY (${relation}) TO '${path}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)`,
      );
      hashes[name] = createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
    }
    return hashes;
  } finally {
    duck.close();
  }
};

describe('the same rows', () => {
  it('give the same bytes on 1, 2 and 4 threads, in any order, from 1 file or 7', async () => {
    const first = await night(1, 'i', 1);
    expect(new Set(Object.values(first)).size).toBe(Object.keys(NIGHT_TABLES).length);
    for (const [threads, order, files] of [
      [2, 'i DESC', 7],
      [4, 'hash(i)', 1],
      [4, 'i', 7],
      [2, 'hash(i)', 1],
      [1, 'i DESC', 7],
    ] as const)
      expect({ threads, order, files, hashes: await night(threads, order, files) }).toEqual({
        threads,
        order,
        files,
        hashes: first,
      });
  });
});
