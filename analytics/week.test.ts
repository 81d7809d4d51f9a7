import { describe, expect, it } from 'vitest';
import { weekSpan } from './week.ts';

const iso = (week: string, zone = 'Europe/Paris'): string[] | null => {
  const span = weekSpan(week, zone);
  return span === null ? null : [new Date(span.from).toISOString(), new Date(span.to).toISOString()];
};

describe('weekSpan', () => {
  it('begins on the Monday of the territory’s clocks, 169 hours long when they go back', () => {
    expect(iso('2026-W43')).toEqual(['2026-10-18T22:00:00.000Z', '2026-10-25T23:00:00.000Z']);
    expect(iso('2026-W13')).toEqual(['2026-03-22T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
  });
  it('knows years of 53 weeks and those without', () => {
    expect(iso('2026-W53', 'UTC')?.[0]).toBe('2026-12-28T00:00:00.000Z');
    expect(iso('2025-W53')).toBeNull();
    expect(iso('2026-W00')).toBeNull();
    expect(iso('week')).toBeNull();
  });
  it('works west of Greenwich and beyond the date line', () => {
    expect(iso('2026-W01', 'America/Martinique')?.[0]).toBe('2025-12-29T04:00:00.000Z');
    expect(iso('2026-W01', 'Pacific/Noumea')?.[0]).toBe('2025-12-28T13:00:00.000Z');
  });
});
