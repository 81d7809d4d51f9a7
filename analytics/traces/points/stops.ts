import { squaredBetween, squaredReach, type Track } from './track.ts';

export type StopRule = {
  readonly stayRadiusM: number;
  readonly minStayMs: number;
  /** A stop does not go on over a longer time without a point. */
  readonly maxGapMs: number;
};

/**
 * Stops of a track, each from its first to its last point inside, in order.
 *
 * A stop is a run of points of one person, none farther than `stayRadiusM` from the first and none later than `maxGapMs`
 * after the one before, that lasts `minStayMs` or more. It ends at its last point inside, and the last one of a person
 * counts (scikit-mobility and trackintel end a stop at the first point outside, and bridge any gap by default). Source:
 * Hariharan & Toyama 2004.
 */
export const findStops = (track: Track, rule: StopRule): { from: Int32Array; to: Int32Array } => {
  const reach = squaredReach(track, rule.stayRadiusM);
  const n = track.at.length;
  const [from, to] = [new Int32Array(n), new Int32Array(n)];
  let count = 0;
  for (let i = 0; i < n;) {
    const group = track.group[i];
    let j = i + 1;
    while (
      j < n &&
      track.group[j] === group &&
      (track.at[j] ?? 0) - (track.at[j - 1] ?? 0) <= rule.maxGapMs &&
      squaredBetween(track, i, j) <= reach
    )
      j += 1;
    if (j - 1 > i && (track.at[j - 1] ?? 0) - (track.at[i] ?? 0) >= rule.minStayMs) {
      from[count] = i;
      to[count] = j - 1;
      count += 1;
      i = j;
    } else i += 1;
  }
  return { from: from.subarray(0, count), to: to.subarray(0, count) };
};
