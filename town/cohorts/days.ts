import { createRandom } from '../random.ts';

/** A position of an invented person; `playing` when the game is on, which is when a session would see it. */
export type InventedPoint = {
  readonly person: string;
  readonly at: number;
  readonly lat: number;
  readonly lng: number;
  readonly playing: boolean;
};

const HOUR = 3_600_000;

/**
 * Whole days of invented people, a point every ten minutes: nights at home, some days at a main place, afternoons among a
 * few others; play sessions of about forty minutes, outside home, on some days. The same people seen in both modes.
 */
export const inventPoints = (persons: number, days: number, seed: string): InventedPoint[] => {
  const root = createRandom(seed);
  const monday = Date.UTC(2026, 8, 6, 22);
  return Array.from({ length: persons }, (_, i) => i).flatMap((i) => {
    const random = root.fork(`person/${i}`);
    const place = (): readonly [number, number] => [
      50.43 + random.between(-0.03, 0.03),
      2.83 + random.between(-0.04, 0.04),
    ];
    const home = place();
    const main = place();
    const others = Array.from({ length: random.integer(3, 7) }, place);
    const points: InventedPoint[] = [];
    for (let day = 0; day < days; day += 1) {
      const works = day % 7 < 5 && random.chance(0.6);
      const out = random.integer(14, 16);
      const back = out + random.integer(1, 5);
      const afternoon = [random.pick(others), random.pick(others)] as const;
      const plays = random.chance(0.5)
        ? out * HOUR + random.integer(0, 60) * 60_000
        : Number.POSITIVE_INFINITY;
      for (let minute = 0; minute < 1440; minute += 10) {
        const hour = minute / 60;
        const where =
          hour >= out && hour < back
            ? afternoon[hour < (out + back) / 2 ? 0 : 1]
            : works && hour >= 9 && hour < 13
              ? main
              : home;
        const since = minute * 60_000 - plays;
        points.push({
          person: `p${String(i).padStart(3, '0')}`,
          at: monday + day * 24 * HOUR + minute * 60_000,
          lat: where[0] + random.normal() * 5e-5,
          lng: where[1] + random.normal() * 5e-5,
          playing: where !== home && since >= 0 && since < 40 * 60_000,
        });
      }
    }
    return points;
  });
};
