import type { Place } from '../map/town.ts';
import { metresBetween } from '../map/town.ts';

/** A position as a phone's GPS gives it. */
export type Fix = { place: Place; at: number; accuracyM: number };

/** Metres per second of a person who walks. */
export const WALKING_SPEED = 1.35;
const FIX_EVERY_MS = 5_000;
const ACCURACY_M = 8;

/** A walker of the demo: goes along a way at walking speed and gives the fixes a phone in the pocket would. */
export type Walker = {
  place: Place;
  /** Instant of the walk, milliseconds since 1970. */
  at: number;
  way: readonly Place[];
  /** Instant of the next fix. */
  nextFixAt: number;
};

export const startWalker = (place: Place, at: number): Walker => ({ place, at, way: [], nextFixAt: at });

/** Time passes: the walker moves on, and the fixes of that time come out in order. Pure. */
export const walkOn = (walker: Walker, milliseconds: number): { walker: Walker; fixes: Fix[] } => {
  const end = walker.at + Math.max(0, milliseconds);
  const fixes: Fix[] = [];
  let { place, at, nextFixAt } = walker;
  let way = [...walker.way];
  while (nextFixAt <= end) {
    ({ place, way } = moved(place, way, ((nextFixAt - at) / 1000) * WALKING_SPEED));
    at = nextFixAt;
    fixes.push({ place, at, accuracyM: ACCURACY_M });
    nextFixAt += FIX_EVERY_MS;
  }
  ({ place, way } = moved(place, way, ((end - at) / 1000) * WALKING_SPEED));
  return { walker: { place, at: end, way, nextFixAt }, fixes };
};

const moved = (from: Place, way: readonly Place[], metres: number): { place: Place; way: Place[] } => {
  let place = from;
  let left = metres;
  const rest = [...way];
  while (left > 0) {
    const next = rest[0];
    if (next === undefined) break;
    const length = metresBetween(place, next);
    if (length > left) {
      const share = left / length;
      place = [place[0] + (next[0] - place[0]) * share, place[1] + (next[1] - place[1]) * share];
      break;
    }
    place = next;
    left -= length;
    rest.shift();
  }
  return { place, way: rest };
};
