import { Grow } from './grow.ts';
import { judgePoints, keptOf, LEFT_OUT } from './filter.ts';
import type { PointParameters } from './parameters.ts';
import { linkPlaces, rankPlaces, Sets } from './places.ts';
import { findStops } from './stops.ts';
import { metresOf, squaredBetween, type Track } from './track.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

export type Stays = {
  readonly group: Grow;
  readonly first: Grow;
  readonly last: Grow;
  readonly x: Grow;
  readonly y: Grow;
  readonly z: Grow;
  /** Trip from the stay before of the same person: metres along its points and longest time unseen; NaN for a first stay. */
  readonly path: Grow;
  readonly gap: Grow;
  readonly place: Grow;
};

export const emptyStays = (): Stays => ({
  group: new Grow(),
  first: new Grow(),
  last: new Grow(),
  x: new Grow(),
  y: new Grow(),
  z: new Grow(),
  path: new Grow(),
  gap: new Grow(),
  place: new Grow(),
});

export type Days = {
  readonly group: Grow;
  readonly day: Grow;
  readonly observed: Grow;
  readonly night: Grow;
};

export const emptyDays = (): Days => ({
  group: new Grow(),
  day: new Grow(),
  observed: new Grow(),
  night: new Grow(),
});

/** Time observed of each person's local days: from one kept point to the next where no longer apart than the gap. */
const observe = (track: Track, maxGapMs: number, offsetAt: (ms: number) => number, days: Days): void => {
  let last = -1;
  const touch = (group: number, local: number): number => {
    const day = Math.floor(local / DAY);
    if (last < 0 || days.group.at(last) !== group || days.day.at(last) !== day) {
      days.group.push(group);
      days.day.push(day);
      days.observed.push(0);
      days.night.push(0);
      last = days.group.length - 1;
    }
    const inDay = local - day * DAY;
    if (inDay < 7 * 3_600_000 || inDay >= 22 * 3_600_000) days.night.set(last, 1);
    return day;
  };
  for (let i = 0; i < track.at.length; i += 1) {
    const group = track.group[i] ?? 0;
    const at = track.at[i] ?? 0;
    const local = at + offsetAt(at);
    if (i > 0 && track.group[i - 1] === group) {
      const before = track.at[i - 1] ?? 0;
      if (at - before <= maxGapMs) {
        const midnight = Math.floor(local / DAY) * DAY - (local - at);
        const cut = Math.max(before, midnight);
        if (cut > before) days.observed.set(last, days.observed.at(last) + cut - before);
        touch(group, local);
        days.observed.set(last, days.observed.at(last) + at - cut);
        continue;
      }
    }
    touch(group, local);
  }
};

const centre = (track: Track, from: number, to: number): readonly [number, number, number] => {
  const n = to - from + 1;
  const sum = [0, 0, 0] as [number, number, number];
  for (let i = from; i <= to; i += 1) {
    sum[0] += track.x[i] ?? 0;
    sum[1] += track.y[i] ?? 0;
    sum[2] += track.z[i] ?? 0;
  }
  if (!track.sphere) return [sum[0] / n, sum[1] / n, sum[2] / n];
  const norm = Math.hypot(...sum) || 1;
  return [sum[0] / norm, sum[1] / norm, sum[2] / norm];
};

/**
 * Walks over the points of some whole persons: judges them, observes days, finds stays, places of each person and the
 * ways between stays, and adds them to `stays` and `days`.
 * @returns points left out, by position in LEFT_OUT, and the verdict of each point
 */
export const walkPoints = (
  track: Track,
  parameters: PointParameters,
  offsetAt: (ms: number) => number,
  into: { readonly stays: Stays; readonly days: Days },
): { readonly leftOut: readonly number[]; readonly verdicts: Uint8Array } => {
  const verdicts = judgePoints(track, parameters.maxSpeedKmh);
  const leftOut = LEFT_OUT.map(() => 0);
  for (const verdict of verdicts) leftOut[verdict] = (leftOut[verdict] ?? 0) + 1;
  const kept = keptOf(track, verdicts);
  const maxGapMs = parameters.maxGapMinutes * MINUTE;
  observe(kept, maxGapMs, offsetAt, into.days);
  const { from, to } = findStops(kept, {
    stayRadiusM: parameters.stayRadiusM,
    minStayMs: parameters.minStayMinutes * MINUTE,
    maxGapMs,
  });
  const { stays } = into;
  for (let k = 0; k < from.length; k += 1) {
    const [first, last] = [from[k] ?? 0, to[k] ?? 0];
    const [x, y, z] = centre(kept, first, last);
    stays.group.push(kept.group[first] ?? 0);
    stays.first.push(kept.at[first] ?? 0);
    stays.last.push(kept.at[last] ?? 0);
    stays.x.push(x);
    stays.y.push(y);
    stays.z.push(z);
    let [path, gap] = [Number.NaN, Number.NaN];
    const before = k > 0 ? (to[k - 1] ?? 0) : -1;
    if (before >= 0 && kept.group[before] === kept.group[first]) {
      [path, gap] = [0, 0];
      for (let i = before + 1; i <= first; i += 1) {
        path += metresOf(kept.sphere, squaredBetween(kept, i - 1, i));
        gap = Math.max(gap, (kept.at[i] ?? 0) - (kept.at[i - 1] ?? 0));
      }
    }
    stays.path.push(path);
    stays.gap.push(gap);
  }
  return { leftOut, verdicts };
};

/**
 * Finds the places of all stays, and joins stays that follow each other at one place within `mergeMinutes`; the way
 * between two that are joined goes.
 * @returns the stays, their places filled, fewer where some were joined
 */
export const placeStays = (stays: Stays, parameters: PointParameters, sphere: boolean): Stays => {
  const n = stays.group.length;
  const sets = new Sets(n);
  const place = new Int32Array(n);
  const ms = Float64Array.from({ length: n }, (_, i) => stays.last.at(i) - stays.first.at(i));
  const points = { x: stays.x.values, y: stays.y.values, z: stays.z.values };
  const settle = (from: number, to: number): void => {
    linkPlaces(points, { from, to }, sets, parameters.placeRadiusM, sphere);
    rankPlaces({ from, to }, sets, ms, place);
  };
  if (parameters.sharedPlaces) settle(0, n);
  else
    for (let from = 0, to = 0; from < n; from = to) {
      while (to < n && stays.group.at(to) === stays.group.at(from)) to += 1;
      settle(from, to);
    }
  const joined = emptyStays();
  const mergeMs = parameters.mergeMinutes * MINUTE;
  for (let i = 0; i < n; i += 1) {
    const kept = joined.group.length;
    if (
      mergeMs > 0 &&
      kept > 0 &&
      joined.group.at(kept - 1) === stays.group.at(i) &&
      joined.place.at(kept - 1) === place[i] &&
      stays.first.at(i) - joined.last.at(kept - 1) <= mergeMs
    ) {
      const [a, b] = [joined.last.at(kept - 1) - joined.first.at(kept - 1), ms[i] ?? 0];
      const whole = a + b || 1;
      for (const axis of ['x', 'y', 'z'] as const)
        joined[axis].set(kept - 1, (joined[axis].at(kept - 1) * a + stays[axis].at(i) * b) / whole);
      joined.last.set(kept - 1, stays.last.at(i));
      continue;
    }
    for (const name of ['group', 'first', 'last', 'x', 'y', 'z', 'path', 'gap'] as const)
      joined[name].push(stays[name].at(i));
    joined.place.push(place[i] ?? 0);
  }
  return joined;
};
