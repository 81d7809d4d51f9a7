import type { Duck } from '../../../infra/duckdb/duck.ts';
import { encountersByChance, type Chance } from './chance.ts';
import { meet, MEETING_RULE, type Fixes, type MeetingRule } from './meet.ts';

/** Distances in metres and delays in minutes of the sensitivity table. */
export const SENSITIVITY = { metres: [20, 50, 100, 200], minutes: [2, 5, 10, 30] } as const;

/** Every kept point of `cleanPoints`, as columns. */
export const readFixes = async (duck: Duck): Promise<Fixes> => {
  const columns = await duck.columns(`
    SELECT p.grp AS person, d.at_ms::DOUBLE AS "at", degrees(asin(greatest(-1.0, least(1.0, d.z / 1e12)))) AS lat, degrees(atan2(d.y, d.x)) AS lng
    FROM dwells d JOIN point_persons p USING (person) WHERE d.x IS NOT NULL ORDER BY p.grp, d.at_ms, d.x, d.y, d.z`);
  return {
    person: columns['person'] as Int32Array,
    at: columns['at'] as Float64Array,
    lat: columns['lat'] as Float64Array,
    lng: columns['lng'] as Float64Array,
  };
};

export type EncountersReport = {
  readonly rule: MeetingRule;
  readonly encounters: number;
  /** Encounters and pairs under every other distance and delay. */
  readonly sensitivity: readonly {
    readonly metres: number;
    readonly minutes: number;
    readonly encounters: number;
    readonly pairs: number;
  }[];
  readonly chance: Chance | null;
};

/**
 * Table `encounters (person, other, first_ms, last_ms, offset_ms, day_ix, n, lat, lng)` of the points that `cleanPoints` kept, and
 * how much the rule and chance have to do with it. Being near is not knowing each other: co-presence overstates ties.
 * @param options.shuffles how often chance is tried; 0 for not at all
 */
export const findPointEncounters = async (
  duck: Duck,
  options: {
    readonly rule?: Partial<MeetingRule>;
    readonly sensitivity?: boolean;
    readonly shuffles?: number;
    readonly seed?: number;
  } = {},
): Promise<EncountersReport> => {
  const rule = { ...MEETING_RULE, ...options.rule };
  const fixes = await readFixes(duck);
  const found = meet(fixes, rule);
  const at = (values: Float64Array): Float64Array => Float64Array.from(found.fix, (i) => values[i] ?? 0);
  await duck.append(
    'encounters_found',
    [
      ['a', 'INTEGER'],
      ['b', 'INTEGER'],
      ['first_ms', 'BIGINT'],
      ['last_ms', 'BIGINT'],
      ['n', 'INTEGER'],
      ['lat', 'DOUBLE'],
      ['lng', 'DOUBLE'],
    ],
    {
      a: Int32Array.from(found.a),
      b: Int32Array.from(found.b),
      first_ms: Float64Array.from(found.first),
      last_ms: Float64Array.from(found.last),
      n: Int32Array.from(found.n),
      lat: at(fixes.lat),
      lng: at(fixes.lng),
    },
  );
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE encounters AS
    SELECT p.person, q.person AS other, e.first_ms, e.last_ms, o.offset_ms,
           ((e.first_ms + o.offset_ms) // 86400000)::INTEGER AS day_ix, e.n, e.lat, e.lng
    FROM encounters_found e JOIN point_persons p ON p.grp = e.a JOIN point_persons q ON q.grp = e.b
         JOIN point_offsets o ON o.q = e.first_ms // 900000
    ORDER BY e.a, e.b, e.first_ms`);
  const grid =
    options.sensitivity === true
      ? SENSITIVITY.metres.flatMap((metres) =>
          SENSITIVITY.minutes.map((minutes) => {
            const { a, b } = meet(fixes, { ...rule, metres, minutes });
            return {
              metres,
              minutes,
              encounters: a.length,
              pairs: new Set(a.map((p, i) => `${p} ${b[i] ?? 0}`)).size,
            };
          }),
        )
      : [];
  const shuffles = options.shuffles ?? 0;
  return {
    rule,
    encounters: found.a.length,
    sensitivity: grid,
    chance: shuffles > 0 ? encountersByChance(fixes, rule, shuffles, options.seed ?? 1) : null,
  };
};
