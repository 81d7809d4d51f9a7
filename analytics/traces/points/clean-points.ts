import type { Duck } from '../../../infra/duckdb/duck.ts';
import { UNIT } from '../geometry.ts';
import { LEFT_OUT } from './filter.ts';
import { loadPointTables } from './load.ts';
import { POINT_PARAMETERS, type PointParameters } from './parameters.ts';
import { onSphere } from './track.ts';
import { emptyDays, emptyStays, placeStays, walkPoints } from './walk.ts';

export type PointsRequest = {
  /** Relation with `person`, `at` (TIMESTAMP in UTC), `lat`, `lng` in WGS84 degrees, and `accuracy_m` when `hasAccuracy`. */
  readonly points: string;
  readonly hasAccuracy?: boolean;
  /** Zone of the persons' clocks. */
  readonly zone: string;
  readonly observation?: 'session' | 'logger';
  readonly parameters?: Partial<PointParameters>;
  /** Called after each batch: points walked so far, of how many. */
  readonly progress?: (done: number, all: number) => void;
};

/** Points read, kept, and left out by reason; what came of them. */
export type PointsReport = {
  readonly read: number;
  readonly kept: number;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly persons: number;
  readonly stays: number;
  readonly places: number;
  readonly parameters: PointParameters;
};

const judged = (accuracy: string, maxAccuracyM: number): string => `CASE
  WHEN "at" IS NULL THEN 'no_instant'
  WHEN lat IS NULL OR lng IS NULL OR isnan(lat) OR isnan(lng) THEN 'no_position'
  WHEN abs(lat) > 90 OR abs(lng) > 180 THEN 'outside_the_earth'
  WHEN lat = 0 AND lng = 0 THEN 'null_island'
  WHEN ${accuracy} > ${maxAccuracyM} THEN 'poor_accuracy' END`;

/** How far the zone's clocks are ahead of UTC, by quarter of an hour: clocks change on one. */
const offsets = async (duck: Duck, zone: string): Promise<(ms: number) => number> => {
  const QUARTER = 900_000;
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE point_offsets AS
     SELECT q, epoch_ms(timezone($1, timezone('UTC', make_timestamp_ms(q * ${QUARTER})))) - q * ${QUARTER} AS offset_ms
     FROM (SELECT unnest(generate_series(min(at_ms) // ${QUARTER}, max(at_ms) // ${QUARTER})) AS q FROM points_in)`,
    [zone],
  );
  const { q = new Float64Array(), ahead = new Float64Array() } = await duck.columns(
    'SELECT q::DOUBLE AS q, offset_ms::DOUBLE AS ahead FROM point_offsets ORDER BY q',
  );
  const first = Number(q[0] ?? 0);
  return (ms) => Number(ahead[Math.floor(ms / QUARTER) - first] ?? 0);
};

/**
 * Cleans raw points and makes `dwells`, `stays`, `trips`, `days` of `metrics/relations.ts`, and
 * `places (person, place, stays, ms, x, y, z)`. A person's points are worked on whole, a batch of persons at a time, so
 * memory is bounded by `batchRows` and the stays, not by the points. The same rows in any order give the same tables.
 */
export const cleanPoints = async (duck: Duck, request: PointsRequest): Promise<PointsReport> => {
  const parameters = { ...POINT_PARAMETERS, ...request.parameters };
  const accuracy = request.hasAccuracy === true ? 'accuracy_m' : 'NULL::DOUBLE';
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE points_read AS
    SELECT person, epoch_ms("at") AS at_ms, lat::DOUBLE AS lat, lng::DOUBLE AS lng, ${judged(accuracy, parameters.maxAccuracyM)} AS reason
    FROM ${request.points}`);
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE point_persons AS
    SELECT person, (row_number() OVER (ORDER BY person) - 1)::INTEGER AS grp, n
    FROM (SELECT person, count(*)::INTEGER AS n FROM points_read WHERE reason IS NULL AND person IS NOT NULL GROUP BY person)`);
  const counts = await duck.rows<{ reason: string | null; n: bigint }>(
    `SELECT CASE WHEN person IS NULL THEN 'no_person' ELSE reason END AS reason, count(*) AS n FROM points_read GROUP BY 1 ORDER BY 1`,
  );
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE points_in AS
    SELECT p.grp, r.at_ms, r.lat, r.lng FROM points_read r JOIN point_persons p USING (person) WHERE r.reason IS NULL`);
  await duck.run('DROP TABLE points_read');
  const offsetAt = await offsets(duck, request.zone);
  const sizes = (await duck.columns('SELECT n FROM point_persons ORDER BY grp'))['n'] ?? new Int32Array();
  const [found, days] = [emptyStays(), emptyDays()];
  const leftOut = new Map<string, number>();
  const out = { grp: [] as number[], at: [] as number[], lat: [] as number[], lng: [] as number[] };
  let done = 0;
  const all = Array.from(sizes, Number).reduce((sum, n) => sum + n, 0);
  for (let from = 0, to = 0; from < sizes.length; from = to) {
    let rows = 0;
    while (to < sizes.length && (rows === 0 || rows + Number(sizes[to]) <= parameters.batchRows)) {
      rows += Number(sizes[to]);
      to += 1;
    }
    const c = await duck.columns(
      `SELECT grp, at_ms::DOUBLE AS at_ms, lat, lng FROM points_in WHERE grp BETWEEN ${from} AND ${to - 1}
       ORDER BY grp, at_ms, lat, lng`,
    );
    const [lat, lng] = [c['lat'] as Float64Array, c['lng'] as Float64Array];
    const track = {
      group: c['grp'] as Int32Array,
      at: c['at_ms'] as Float64Array,
      ...onSphere(lat, lng),
      sphere: true,
    };
    const judgedHere = walkPoints(track, parameters, offsetAt, { stays: found, days });
    for (const [i, n] of judgedHere.leftOut.entries())
      if (i > 0 && n > 0) leftOut.set(LEFT_OUT[i] ?? '', (leftOut.get(LEFT_OUT[i] ?? '') ?? 0) + n);
    for (const [i, verdict] of judgedHere.verdicts.entries()) {
      if (verdict === 0) continue;
      out.grp.push(track.group[i] ?? 0);
      out.at.push(track.at[i] ?? 0);
      out.lat.push(lat[i] ?? 0);
      out.lng.push(lng[i] ?? 0);
    }
    done += rows;
    request.progress?.(done, all);
  }
  for (const { reason, n } of counts) if (reason !== null) leftOut.set(reason, Number(n));
  const stays = placeStays(found, parameters, true);
  const places = await loadPointTables(duck, {
    stays,
    days,
    out,
    observation: request.observation ?? 'logger',
    offsetAt,
    unit: UNIT,
  });
  const read = counts.reduce((sum, row) => sum + Number(row.n), 0);
  const lost = [...leftOut.values()].reduce((sum, n) => sum + n, 0);
  return {
    read,
    kept: read - lost,
    leftOut: Object.fromEntries([...leftOut].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    persons: sizes.length,
    stays: stays.group.length,
    places,
    parameters,
  };
};
