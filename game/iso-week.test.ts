import { expect, test } from 'vitest';
import { isoWeek } from './iso-week.ts';

// Known cases of the ISO calendar: years of 52 and 53 weeks, and days that belong to a neighbour year.
test.each([
  ['2026-11-24', '2026-W48'],
  ['2026-01-01', '2026-W01'],
  ['2025-12-29', '2026-W01'],
  ['2021-01-03', '2020-W53'],
  ['2020-12-31', '2020-W53'],
  ['2024-12-29', '2024-W52'],
  ['2024-12-30', '2025-W01'],
  ['2023-01-01', '2022-W52'],
])('%s is in %s', (day, week) => {
  expect(isoWeek(new Date(`${day}T00:00:00Z`))).toBe(week);
  expect(isoWeek(new Date(`${day}T23:59:59.999Z`))).toBe(week);
});
