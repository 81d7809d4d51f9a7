import { squaredBetween, squaredReach, type Track } from './track.ts';

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  return (
    ((sorted[Math.floor((n - 1) / 2)] ?? Number.NaN) + (sorted[Math.ceil((n - 1) / 2)] ?? Number.NaN)) / 2
  );
};

/**
 * Compresses a track: points that follow each other within `metres` of the first of their group become one, at the median of their
 * latitudes and longitudes, at the instant of the first. Source: scikit-mobility compression.py.
 */
export const compressPoints = (
  track: Track,
  lat: ArrayLike<number>,
  lng: ArrayLike<number>,
  metres: number,
): readonly { readonly group: number; readonly at: number; readonly lat: number; readonly lng: number }[] => {
  const reach = squaredReach(track, metres);
  const points: { group: number; at: number; lat: number; lng: number }[] = [];
  for (let from = 0, to = 0; from < track.at.length; from = to) {
    while (
      to < track.at.length &&
      track.group[to] === track.group[from] &&
      squaredBetween(track, from, to) <= reach
    )
      to += 1;
    const rows = Array.from({ length: to - from }, (_, i) => from + i);
    points.push({
      group: track.group[from] ?? 0,
      at: track.at[from] ?? 0,
      lat: median(rows.map((i) => lat[i] ?? 0)),
      lng: median(rows.map((i) => lng[i] ?? 0)),
    });
  }
  return points;
};

/** Positions of the points kept so that those of a person are at least `ms` apart, the first one always. Source: movingpandas. */
export const thinByTime = (track: Pick<Track, 'group' | 'at'>, ms: number): number[] => {
  const kept: number[] = [];
  for (let i = 0; i < track.at.length; i += 1) {
    const before = kept.at(-1);
    if (
      before === undefined ||
      track.group[before] !== track.group[i] ||
      (track.at[i] ?? 0) - (track.at[before] ?? 0) >= ms
    )
      kept.push(i);
  }
  return kept;
};

/** Smallest angle between two bearings in degrees, 0 to 180, whatever their turns. Source: movingpandas geometry_utils. */
export const turnBetween = (a: number, b: number): number => {
  const turn = (((b - a) % 360) + 360) % 360;
  return Math.min(turn, 360 - turn);
};
