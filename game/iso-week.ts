const DAY_MS = 24 * 3600 * 1000;

/** The ISO 8601 week of an instant, in UTC: `2026-W48`. Weeks begin on Monday; the year is that of their Thursday. */
export const isoWeek = (at: Date): string => {
  const day = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate());
  const weekday = (at.getUTCDay() + 6) % 7;
  const thursday = new Date(day + (3 - weekday) * DAY_MS);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS));
  return `${year}-W${String(week).padStart(2, '0')}`;
};
