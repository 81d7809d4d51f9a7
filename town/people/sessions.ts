import type { Random } from '../random.ts';
import { HOUR, MINUTE } from './calendar.ts';
import type { Itinerary } from './itinerary.ts';
import type { Person } from './person.ts';

/** A time with the game on the screen. `cut` says what ended it early or kept it from arriving in time. */
export type Session = {
  readonly from: number;
  readonly to: number;
  /** When the phone could send; null when it never could. */
  readonly sentAt: number | null;
  readonly cut: 'battery' | 'network' | 'lost' | null;
};

/** Does this person play on a day? Most days not; always on the day of joining; less once working. */
export const plays = (person: Person, day: number, working: boolean, random: Random): boolean => {
  if (day < person.joinsOnDay) return false;
  return day === person.joinsOnDay || random.chance(working ? person.playing * 0.5 : person.playing);
};

/**
 * The play session of a day: usually while going out, 10 to 45 minutes; some cut by the battery (3 to 10 minutes),
 * some sent late, a few never.
 * @param earliest not before this instant; @param latest ends and is sent before this instant
 */
export const sessionOf = (
  day: Itinerary,
  midnight: number,
  earliest: number,
  latest: number,
  random: Random,
): Session | null => {
  const start = day.outings[0];
  const out = start !== undefined && random.chance(0.85);
  const begun = out ? start - random.between(0, 2) * MINUTE : midnight + random.between(11, 21) * HOUR;
  const from = Math.floor(Math.max(begun, earliest) / 1000) * 1000;
  const roll = random.next();
  const cut = roll < 0.06 ? 'battery' : roll < 0.13 ? 'network' : roll < 0.15 ? 'lost' : null;
  const minutes = cut === 'battery' ? random.between(3, 10) : random.between(10, 45);
  const to = from + Math.floor(minutes * 60) * 1000;
  if (to + MINUTE > latest) return null;
  const late = cut === 'network' ? random.between(1, 20) * HOUR : random.between(2, 50) * 1000;
  const sentAt = Math.min(Math.floor(to + late), latest - 1);
  return { from, to, cut, sentAt: cut === 'lost' ? null : sentAt };
};
