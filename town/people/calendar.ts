export const DAY = 86_400_000;
export const HOUR = 3_600_000;
export const MINUTE = 60_000;

const lastSunday = (year: number, month: number): number => {
  const last = new Date(Date.UTC(year, month + 1, 0));
  return last.getTime() - last.getUTCDay() * DAY + HOUR;
};

/** Offset of Paris time from UTC at an instant, milliseconds: summer time from 01:00 UTC of March's last Sunday. */
export const parisOffset = (at: number): number => {
  const year = new Date(at).getUTCFullYear();
  return at >= lastSunday(year, 2) && at < lastSunday(year, 9) ? 2 * HOUR : HOUR;
};

/** Paris midnight that begins the local day of an instant. */
export const localMidnight = (at: number): number => {
  const local = at + parisOffset(at);
  const midnight = local - (((local % DAY) + DAY) % DAY);
  return midnight - parisOffset(midnight - HOUR);
};

/** Local day of the week, 0 for Monday. */
export const weekday = (midnight: number): number => (new Date(midnight + 12 * HOUR).getUTCDay() + 6) % 7;

/** Midnights of the local days of `weeks` weeks that end at `end`, and of `extra` weeks after them. */
export const localDays = (end: number, weeks: number, extra = 0): number[] => {
  const last = localMidnight(end - 1);
  return Array.from({ length: (weeks + extra) * 7 }, (_, i) =>
    localMidnight(last + 12 * HOUR - (weeks * 7 - 1 - i) * DAY),
  );
};
