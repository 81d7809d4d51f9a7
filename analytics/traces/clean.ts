import { tableFromIPC, type Table } from 'apache-arrow';
import type { Duck } from '../../infra/duckdb/duck.ts';
import { loadColumns } from '../load-columns.ts';
import { makeDays } from './days.ts';
import { findStays, type DwellColumns } from './find-stays.ts';
import { H3_PARENT, indexCells, loadCells } from './geometry.ts';
import type { TraceParameters } from './parameters.ts';
import { makeTrips } from './trips.ts';

/** Dwells read, kept, and left out by reason. */
export type QualityReport = {
  readonly read: number;
  readonly kept: number;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly stays: number;
};

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** The first reason that applies; order matters for the report only. */
const judged = (relation: string, p: TraceParameters): string => `
  CREATE OR REPLACE TEMP TABLE judged AS
  WITH d AS (
    SELECT f.person, f.observation, f.quantum_m, f.cell, f.home, f.accuracy,
           epoch_ms(f."at") AS at_ms, epoch_ms(f.last_at) AS last_ms,
           epoch_ms(f.at_local) - epoch_ms(f."at") AS offset_ms,
           row_number() OVER (PARTITION BY f.person, f.observation, f."at", f.last_at, f.cell, f.home
                              ORDER BY f.accuracy NULLS LAST, f.quantum_m, f.at_local) AS copy
    FROM ${relation} f JOIN persons USING (person)
  )
  SELECT *, CASE
      WHEN copy > 1 THEN 'duplicate'
      WHEN last_ms < at_ms OR last_ms - at_ms > ${p.maxDwellHours * 3_600_000} THEN 'bad_interval'
      WHEN accuracy IN (${p.leftOutAccuracies.map(text).join(', ') || "''"}) THEN 'poor_accuracy'
    END AS reason
  FROM d`;

const column = (table: Table, name: string): ArrayLike<number | bigint> => {
  const vector = table.getChild(name);
  if (vector === null) throw new Error(`no column ${name}`);
  return vector.toArray() as ArrayLike<number | bigint>;
};

/**
 * Reads the lake's `fixes` of the persons in table `persons (person UUID)` and makes:
 *
 *   dwells, days, stays, trips  as in metrics/relations.ts, with `week` and, of dwells, `seq` and `day` beside
 *   cells, near_cells  as in geometry.ts; macro h3_parent
 *
 * Weeks and days are those of the territory's clocks at the start of a row. `observed_ms` is the time a dwell adds to
 * what was observed before it, short gaps bridged. `place` is the resolution-10 cell, 0 at home.
 */
export const cleanTraces = async (
  duck: Duck,
  fixes: string,
  parameters: TraceParameters,
): Promise<QualityReport> => {
  await duck.run(H3_PARENT);
  await duck.run(judged(fixes, parameters));
  const found = await duck.rows<{ cell: bigint }>(
    'SELECT DISTINCT cell FROM judged WHERE cell IS NOT NULL ORDER BY cell',
  );
  const index = indexCells(found.map((row) => row.cell));
  await loadCells(duck, index);
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE ordered AS
    SELECT (row_number() OVER w - 1)::INTEGER AS seq,
           (dense_rank() OVER (ORDER BY person, observation) - 1)::INTEGER AS grp, j.* EXCLUDE (copy, reason, accuracy),
           coalesce(c.ix, -1)::INTEGER AS ix
    FROM judged j LEFT JOIN cells c USING (cell) WHERE reason IS NULL
    WINDOW w AS (ORDER BY person, observation, at_ms, last_ms, cell NULLS FIRST, home)`);
  const table = tableFromIPC(
    await duck.arrow(
      'SELECT grp, at_ms::DOUBLE AS at_ms, last_ms::DOUBLE AS last_ms, ix FROM ordered ORDER BY seq',
    ),
  );
  const dwells: DwellColumns = {
    group: Int32Array.from(column(table, 'grp') as ArrayLike<number>),
    at: Float64Array.from(column(table, 'at_ms') as ArrayLike<number>),
    lastAt: Float64Array.from(column(table, 'last_ms') as ArrayLike<number>),
    cell: Int32Array.from(column(table, 'ix') as ArrayLike<number>),
  };
  const { tooFast, stays } = findStays(dwells, index, parameters);
  await loadColumns(duck, 'too_fast', { seq: { type: 'INTEGER', values: tooFast } });
  await loadColumns(duck, 'stay_rows', {
    from_seq: { type: 'INTEGER', values: stays.from },
    to_seq: { type: 'INTEGER', values: stays.to },
    ix: { type: 'INTEGER', values: stays.cell },
  });
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE dwells AS
    WITH kept AS (
      SELECT *, max(last_ms) OVER (PARTITION BY grp ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS seen
      FROM ordered ANTI JOIN too_fast USING (seq)
    )
    SELECT seq, person, observation, at_ms, last_ms, offset_ms,
           greatest(0, last_ms - greatest(at_ms, coalesce(seen, at_ms)))
             + CASE WHEN at_ms - seen BETWEEN 1 AND ${parameters.bridgeMinutes * 60_000} THEN at_ms - seen ELSE 0 END AS observed_ms,
           strftime(make_timestamp_ms(at_ms + offset_ms), '%G-W%V') AS week,
           make_timestamp_ms(at_ms + offset_ms)::DATE AS day, ((at_ms + offset_ms) // 86400000)::INTEGER AS day_ix,
           k.cell, home, c.x, c.y, c.z, quantum_m
    FROM kept k LEFT JOIN cells c ON c.ix = k.ix`);
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE stays AS
    SELECT a.person, a.observation, a.at_ms AS first_ms, b.last_ms, b.last_ms - a.at_ms AS ms, a.offset_ms,
           strftime(make_timestamp_ms(a.at_ms + a.offset_ms), '%G-W%V') AS week,
           ((a.at_ms + a.offset_ms) // 86400000)::INTEGER AS day_ix,
           c.cell, s.ix < 0 AS home, coalesce(h3_parent(c.cell, 10), 0::UBIGINT)::BIGINT AS place, c.x, c.y, c.z, a.quantum_m
    FROM stay_rows s JOIN ordered a ON a.seq = s.from_seq JOIN ordered b ON b.seq = s.to_seq
         LEFT JOIN cells c ON c.ix = s.ix`);
  await makeDays(duck);
  await makeTrips(duck);
  const counts = await duck.rows<{ reason: string | null; n: bigint }>(
    'SELECT reason, count(*) AS n FROM judged GROUP BY reason ORDER BY reason',
  );
  const leftOut: Record<string, number> = {};
  for (const { reason, n } of counts) if (reason !== null) leftOut[reason] = Number(n);
  if (tooFast.length > 0) leftOut['too_fast'] = tooFast.length;
  const read = counts.reduce((sum, row) => sum + Number(row.n), 0);
  return {
    read,
    kept: dwells.group.length - tooFast.length,
    leftOut,
    stays: stays.from.length,
  };
};
