/** One ISO week on a territory's clocks, as instants in UTC milliseconds. */
export type WeekSpan = { readonly from: number; readonly to: number };

const DAY = 86_400_000;

/** Monday of an ISO week as UTC midnight. Null when it is not such a week. */
export const mondayOf = (week: string): number | null => {
  const match = /^(\d{4})-W(\d{2})$/.exec(week);
  if (match === null) return null;
  const [year, number] = [Number(match[1]), Number(match[2])];
  const january4 = Date.UTC(year, 0, 4);
  const first = january4 - ((new Date(january4).getUTCDay() + 6) % 7) * DAY;
  const monday = first + (number - 1) * 7 * DAY;
  const thursday = new Date(monday + 3 * DAY);
  return number >= 1 && thursday.getUTCFullYear() === year ? monday : null;
};

/** UTC instant at which the clocks of a zone show a date's midnight. */
const midnightIn = (zone: string, date: number): number => {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const shown = (at: number): number => Date.parse(`${format.format(at).replace(' ', 'T')}Z`);
  const guess = date - (shown(date) - date);
  return guess - (shown(guess) - date); // once more: the offset may differ at the guess
};

/** The span of `2026-W41` in a zone. Null when it is not an ISO week. */
export const weekSpan = (week: string, zone: string): WeekSpan | null => {
  const monday = mondayOf(week);
  return monday === null ? null : { from: midnightIn(zone, monday), to: midnightIn(zone, monday + 7 * DAY) };
};
