import type { Duck } from '../../../infra/duckdb/duck.ts';
import { metresBetween } from '../trips.ts';
import type { Days, Stays } from './walk.ts';

const whole = (values: Float64Array): Int32Array => Int32Array.from(values);

/** What a walk found, to be written as tables. `out` holds the points left out by the walk. */
export type Walked = {
  readonly stays: Stays;
  readonly days: Days;
  readonly out: {
    readonly grp: readonly number[];
    readonly at: readonly number[];
    readonly lat: readonly number[];
    readonly lng: readonly number[];
  };
  readonly observation: 'session' | 'logger';
  readonly offsetAt: (ms: number) => number;
  /** Length of the vectors that are stored. */
  readonly unit: number;
};

/**
 * Writes `days`, `stays`, `trips`, `places` and the view `dwells` (every point kept, its `observed_ms` null: it stands in
 * `days`) from tables `points_in` and `point_persons`.
 * @returns how many places
 */
export const loadPointTables = async (duck: Duck, walked: Walked): Promise<number> => {
  const { stays, days, out, observation, offsetAt, unit } = walked;
  const scaled = (values: Float64Array): Float64Array => values.map((value) => Math.round(value * unit));
  await duck.append(
    'walked_days',
    [
      ['grp', 'INTEGER'],
      ['day_ix', 'INTEGER'],
      ['observed_ms', 'BIGINT'],
      ['night', 'INTEGER'],
    ],
    {
      grp: whole(days.group.values),
      day_ix: whole(days.day.values),
      observed_ms: days.observed.values,
      night: whole(days.night.values),
    },
  );
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE days AS
    SELECT p.person, '${observation}' AS observation, d.day_ix, d.observed_ms, 0 AS quantum_m, d.night = 1 AS night
    FROM walked_days d JOIN point_persons p USING (grp)`);
  await duck.append(
    'walked_stays',
    [
      ['grp', 'INTEGER'],
      ['first_ms', 'BIGINT'],
      ['last_ms', 'BIGINT'],
      ['offset_ms', 'BIGINT'],
      ['place', 'INTEGER'],
      ['x', 'BIGINT'],
      ['y', 'BIGINT'],
      ['z', 'BIGINT'],
      ['path_m', 'DOUBLE'],
      ['gap_ms', 'DOUBLE'],
    ],
    {
      grp: whole(stays.group.values),
      first_ms: stays.first.values,
      last_ms: stays.last.values,
      offset_ms: stays.first.values.map(offsetAt),
      place: whole(stays.place.values),
      x: scaled(stays.x.values),
      y: scaled(stays.y.values),
      z: scaled(stays.z.values),
      path_m: stays.path.values,
      gap_ms: stays.gap.values,
    },
  );
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE stays AS
    SELECT p.person, '${observation}' AS observation, first_ms, last_ms, last_ms - first_ms AS ms, offset_ms,
           ((first_ms + offset_ms) // 86400000)::INTEGER AS day_ix, place::BIGINT AS place, false AS home, x, y, z, 0 AS quantum_m
    FROM walked_stays s JOIN point_persons p USING (grp)`);
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE trips AS
    WITH ways AS (
      SELECT grp, lag(last_ms) OVER w AS from_ms, first_ms AS to_ms, lag(offset_ms) OVER w AS offset_ms,
             lag(place) OVER w AS from_place, place AS to_place, path_m, gap_ms, struct_pack(x := x, y := y, z := z) AS b,
             struct_pack(x := lag(x) OVER w, y := lag(y) OVER w, z := lag(z) OVER w) AS a
      FROM walked_stays WINDOW w AS (PARTITION BY grp ORDER BY first_ms))
    SELECT p.person, '${observation}' AS observation, from_ms AS first_ms, to_ms AS last_ms, offset_ms,
           ((from_ms + offset_ms) // 86400000)::INTEGER AS day_ix, from_place::BIGINT AS from_place, to_place::BIGINT AS to_place,
           ${metresBetween('a', 'b')} AS straight_m, path_m, gap_ms::BIGINT AS gap_ms
    FROM ways JOIN point_persons p USING (grp) WHERE from_ms IS NOT NULL AND path_m IS NOT NULL`);
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE places AS
    SELECT person, place, count(*)::INTEGER AS stays, sum(ms)::BIGINT AS ms, (sum(x) // count(*))::BIGINT AS x,
           (sum(y) // count(*))::BIGINT AS y, (sum(z) // count(*))::BIGINT AS z
    FROM stays GROUP BY person, place`);
  await duck.append(
    'points_out',
    [
      ['grp', 'INTEGER'],
      ['at_ms', 'BIGINT'],
      ['lat', 'DOUBLE'],
      ['lng', 'DOUBLE'],
    ],
    {
      grp: Int32Array.from(out.grp),
      at_ms: Float64Array.from(out.at),
      lat: Float64Array.from(out.lat),
      lng: Float64Array.from(out.lng),
    },
  );
  const kept = out.grp.length === 0 ? 'points_in' : '(FROM points_in EXCEPT ALL FROM points_out)';
  const [phi, lambda] = ['radians(i.lat)', 'radians(i.lng)'];
  await duck.run(`
    CREATE OR REPLACE TEMP VIEW dwells AS
    SELECT p.person, '${observation}' AS observation, i.at_ms, i.at_ms AS last_ms, NULL::BIGINT AS observed_ms, o.offset_ms,
           ((i.at_ms + o.offset_ms) // 86400000)::INTEGER AS day_ix, NULL::UBIGINT AS cell, false AS home,
           round(${unit} * cos(${phi}) * cos(${lambda}))::BIGINT AS x, round(${unit} * cos(${phi}) * sin(${lambda}))::BIGINT AS y,
           round(${unit} * sin(${phi}))::BIGINT AS z, 0 AS quantum_m
    FROM ${kept} i JOIN point_persons p USING (grp) JOIN point_offsets o ON o.q = i.at_ms // 900000`);
  const [row] = await duck.rows<{ n: bigint }>(
    'SELECT count(*) AS n FROM (SELECT DISTINCT person, place FROM stays)',
  );
  return Number(row?.n ?? 0n);
};
