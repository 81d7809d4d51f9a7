import { EARTH_KM } from '../geometry.ts';
import { onSphere, squaredReach } from './track.ts';

/** Fixes of many persons, in any order: person numbers from 0, instants in milliseconds, WGS84 degrees. */
export type Fixes = {
  readonly person: Int32Array;
  readonly at: Float64Array;
  readonly lat: Float64Array;
  readonly lng: Float64Array;
};

export type MeetingRule = {
  /** Two fixes are near within this. Metres. */
  readonly metres: number;
  /** And this. Minutes. */
  readonly minutes: number;
  /** Meetings of a pair closer than this are one encounter. Minutes. */
  readonly gapMinutes: number;
};

/** Encounters, `a` < `b`: from the first to the last fix, how many pairs of fixes bear witness, and the fix they began with. */
export type Encounters = {
  readonly a: number[];
  readonly b: number[];
  readonly first: number[];
  readonly last: number[];
  readonly n: number[];
  readonly fix: number[];
};

/** The defaults of the reference: 50 metres, 5 minutes, meetings within 15 minutes are one. */
export const MEETING_RULE: MeetingRule = { metres: 50, minutes: 5, gapMinutes: 15 };

/** Order of fixes by instant, then person, then place: what is found does not depend on the order they came in. */
const inTime = ({ person, at, lat, lng }: Fixes): Int32Array => {
  const order = Int32Array.from({ length: at.length }, (_, i) => i);
  return order.sort(
    (i, j) =>
      (at[i] ?? 0) - (at[j] ?? 0) ||
      (person[i] ?? 0) - (person[j] ?? 0) ||
      (lat[i] ?? 0) - (lat[j] ?? 0) ||
      (lng[i] ?? 0) - (lng[j] ?? 0),
  );
};

/** Squares of a grid at least as wide as the distance everywhere, numbered as met: each fix's own and, per square, its nine around. */
const squares = (fixes: Fixes, metres: number): { own: Int32Array; around: readonly Int32Array[] } => {
  const degree = (Math.PI / 180) * EARTH_KM * 1000;
  const farthest = fixes.lat.reduce((most, lat) => Math.max(most, Math.abs(lat)), 0);
  const [tall, wide] = [
    metres / degree,
    metres / (degree * Math.max(0.01, Math.cos((farthest * Math.PI) / 180))),
  ];
  const columns = Math.ceil(360 / wide) + 3;
  const numbers = new Map<number, number>();
  const keys: number[] = [];
  const own = Int32Array.from(fixes.lat, (lat, i) => {
    const key = Math.floor((lat + 90) / tall) * columns + Math.floor(((fixes.lng[i] ?? 0) + 180) / wide);
    let number = numbers.get(key);
    if (number === undefined) {
      number = keys.length;
      numbers.set(key, number);
      keys.push(key);
    }
    return number;
  });
  const steps = [-1, 0, 1].flatMap((row) => [-1, 0, 1].map((column) => row * columns + column));
  const around = keys.map((key) => Int32Array.from(steps.flatMap((step) => numbers.get(key + step) ?? [])));
  return { own, around };
};

/**
 * Encounters of all pairs: two persons met where a fix of each lies within `metres` and `minutes` of the other. One sweep in
 * time: each fix looks at the recent fixes of its square and the eight around, newest first, so the work follows the meetings,
 * never the pairs.
 */
export const meet = (fixes: Fixes, rule: MeetingRule): Encounters => {
  const found: Encounters = { a: [], b: [], first: [], last: [], n: [], fix: [] };
  const n = fixes.at.length;
  const order = inTime(fixes);
  const { own, around } = squares(fixes, rule.metres);
  const { x, y, z } = onSphere(fixes.lat, fixes.lng);
  const reach = squaredReach({ sphere: true }, rule.metres);
  const tau = rule.minutes * 60_000;
  const gap = rule.gapMinutes * 60_000;
  const head = new Int32Array(around.length).fill(-1);
  const before = new Int32Array(n).fill(-1);
  const persons = fixes.person.reduce((most, person) => Math.max(most, person), 0) + 1;
  const open = new Map<number, number>();
  for (const i of order) {
    const [person, at] = [fixes.person[i] as number, fixes.at[i] as number];
    const square = own[i] as number;
    for (const near of around[square] as Int32Array)
      for (
        let j = head[near] as number;
        j >= 0 && at - (fixes.at[j] as number) <= tau;
        j = before[j] as number
      ) {
        const other = fixes.person[j] as number;
        if (other === person) continue;
        const [dx, dy, dz] = [
          (x[i] as number) - (x[j] as number),
          (y[i] as number) - (y[j] as number),
          (z[i] as number) - (z[j] as number),
        ];
        if (dx * dx + dy * dy + dz * dz > reach) continue;
        const key = Math.min(person, other) * persons + Math.max(person, other);
        const e = open.get(key);
        const since = fixes.at[j] as number;
        if (e !== undefined && since - (found.last[e] as number) <= gap) {
          found.last[e] = at;
          found.n[e] = (found.n[e] as number) + 1;
          continue;
        }
        open.set(key, found.a.length);
        found.a.push(Math.min(person, other));
        found.b.push(Math.max(person, other));
        found.first.push(since);
        found.last.push(at);
        found.n.push(1);
        found.fix.push(j);
      }
    before[i] = head[square] as number;
    head[square] = i;
  }
  return found;
};
