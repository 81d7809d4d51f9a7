import { metresOf, squaredBetween, type Track } from './track.ts';

/** Why a point was left out: index in the bytes of `judgePoints`, 0 being kept. */
export const LEFT_OUT = ['kept', 'duplicate', 'same_instant', 'too_fast'] as const;

/**
 * Judges the points of a track in order against the previous point kept of the same person: the same instant and place is
 * a duplicate, the same instant elsewhere cannot be, and faster than `maxSpeedKmh` is not believed. The last point is
 * judged as any other (scikit-mobility's filter never tests it).
 * @returns for each point a position in LEFT_OUT
 */
export const judgePoints = (track: Track, maxSpeedKmh: number): Uint8Array => {
  const verdicts = new Uint8Array(track.at.length);
  const metresPerMs = maxSpeedKmh / 3600;
  let before = -1;
  for (let i = 0; i < verdicts.length; i += 1) {
    if (before >= 0 && track.group[before] === track.group[i]) {
      const ms = (track.at[i] ?? 0) - (track.at[before] ?? 0);
      const squared = squaredBetween(track, before, i);
      if (ms === 0) verdicts[i] = squared === 0 ? 1 : 2;
      else if (squared > 0 && metresOf(track.sphere, squared) > metresPerMs * ms) verdicts[i] = 3;
    }
    if (verdicts[i] === 0) before = i;
  }
  return verdicts;
};

/** The points of a track that were kept. */
export const keptOf = (track: Track, verdicts: Uint8Array): Track => {
  let n = 0;
  for (const verdict of verdicts) if (verdict === 0) n += 1;
  if (n === verdicts.length) return track;
  const kept = {
    group: new Int32Array(n),
    at: new Float64Array(n),
    x: new Float64Array(n),
    y: new Float64Array(n),
    z: new Float64Array(n),
    sphere: track.sphere,
  };
  for (let i = 0, k = 0; i < verdicts.length; i += 1) {
    if (verdicts[i] !== 0) continue;
    kept.group[k] = track.group[i] ?? 0;
    for (const name of ['at', 'x', 'y', 'z'] as const) kept[name][k] = track[name][i] ?? 0;
    k += 1;
  }
  return kept;
};
