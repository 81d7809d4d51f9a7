import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gridDisk, latLngToCell } from 'h3-js';
import { loadColumns } from '../analytics/load-columns.ts';
import { computeNight } from '../analytics/night.ts';
import { cleanTraces } from '../analytics/traces/clean.ts';
import { TRACE_PARAMETERS } from '../analytics/traces/parameters.ts';
import { openDuck, type Duck } from '../infra/duckdb/duck.ts';
import { type Bench, fastest, round } from './bench.ts';

const RUNS = 5;

/** A Parquet file of dwells: people who walk a minute per cell, ten of two cells each day, for eight weeks. */
const writeDwells = async (duck: Duck, path: string, persons: number, dwells: number): Promise<void> => {
  const cells = gridDisk(latLngToCell(50.42, 2.78, 11), 40).map((cell) => BigInt(`0x${cell}`));
  await loadColumns(duck, 'places', {
    k: { type: 'BIGINT', values: cells.map((_, k) => k) },
    cell: { type: 'UBIGINT', values: cells },
  });
  await duck.run(`
    COPY (
      SELECT (lpad(format('{:x}', p), 8, '0') || '-0000-4000-8000-000000000000')::UUID AS person, 'T1' AS territory,
             t AS "at", t + INTERVAL 2 HOUR AS at_local, t + to_seconds(30 + (hash(i) % 90)::INTEGER) AS last_at, cell,
             4 AS n, 'fine' AS accuracy, false AS home, 's' AS session, 'session' AS observation, 28 AS quantum_m
      FROM (SELECT i, i % ${persons} AS p,
                   TIMESTAMP '2026-09-28 06:00:00' + to_days((i // ${persons} // 20 % 56)::INTEGER)
                     + to_seconds(((i // ${persons}) % 20 * 140 + hash(i % ${persons}) % 20000)::INTEGER) AS t,
                   (hash(i % ${persons}) + i // ${persons} // 2) % ${cells.length} AS k
            FROM range(${dwells}) r(i)) JOIN places USING (k)
      ORDER BY person, "at"
    ) TO '${path}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)`);
};

export const bench: Bench = {
  title: 'The study’s night: dwells cleaned into stays, and everything computed from them',
  against: 'DuckDB reading every value of the same Parquet file once, in the same process',
  measures: ['analytics', 'infra/duckdb'],
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'joka-bench-'));
    const duck = await openDuck({ memoryLimitMb: 2048, threads: 2, readable: [folder], spillDir: folder });
    try {
      const [big, town] = [join(folder, 'big.parquet'), join(folder, 'town.parquet')];
      await writeDwells(duck, big, 2000, 1_000_000);
      await writeDwells(duck, town, 400, 400_000);
      const persons = async (path: string): Promise<{ person: string; entry_week: string }[]> =>
        duck.rows(
          `SELECT DISTINCT person::VARCHAR AS person, '2026-W40' AS entry_week FROM read_parquet('${path}') ORDER BY 1`,
        );
      const people = await persons(big);
      await loadColumns(duck, 'persons', {
        person: { type: 'UUID', values: people.map((row) => row.person) },
        entry_week: { type: 'VARCHAR', values: people.map((row) => row.entry_week) },
      });
      const scan = await fastest(RUNS, () =>
        duck.rows(`SELECT count(*), sum(hash(COLUMNS(*)) % 2) FROM read_parquet('${big}')`),
      );
      const stays = await fastest(RUNS, () => cleanTraces(duck, `read_parquet('${big}')`, TRACE_PARAMETERS));
      const cast = await persons(town);
      const none = `(SELECT NULL::UUID AS person, NULL::UUID AS other, '' AS other_kind, NULL::TIMESTAMP AS "at",
                            NULL::TIMESTAMP AS at_local WHERE false)`;
      const night = await fastest(3, () =>
        computeNight(duck, { fixes: `read_parquet('${town}')`, interactions: none }, cast, 'Europe/Paris'),
      );
      return {
        dwells: 1_000_000,
        stays: stays.value.stays,
        seconds_per_million_dwells: round(stays.ms / 1000),
        ratio_to_scan: round(stays.ms / scan.ms),
        night_seconds_400_persons_8_weeks_400000_dwells: round(night.ms / 1000),
        peak_memory_mb: round(process.resourceUsage().maxRSS / 1000),
      };
    } finally {
      duck.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
