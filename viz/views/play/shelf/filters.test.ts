import { describe, expect, it } from 'vitest';
import { addressOf, filtersOf, NO_FILTER, queryOf } from './filters.ts';
import type { ShelfFilters } from './filters.ts';

const ALL: ShelfFilters = {
  q: 'vente à Liévin',
  kind: 'apprenticeship',
  trade: 'D',
  commune: '62510',
  beginner: true,
  noLicence: true,
  minors: true,
  within: 1_000,
};

describe('the filters of the open shelf', () => {
  it('stand in the address and are read back from it', () => {
    expect(filtersOf(new URL(addressOf(ALL), 'http://page').searchParams)).toEqual(ALL);
    expect(filtersOf(new URL(addressOf(NO_FILTER), 'http://page').searchParams)).toEqual(NO_FILTER);
    expect(addressOf(NO_FILTER)).toBe('/play/offers');
  });

  it('narrow nothing by what they do not understand', () => {
    const odd = new URLSearchParams('kind=lottery&trade=Z9&commune=../x&within=7&q=');
    expect(filtersOf(odd)).toEqual(NO_FILTER);
  });

  it('ask the server for offers with a known place, and never say where one stands', () => {
    expect(queryOf(ALL)).toEqual({
      q: 'vente à Liévin',
      kind: 'apprenticeship',
      trade: 'D',
      commune: '62510',
      beginner: true,
      noLicence: true,
      minors: true,
      placed: true,
    });
    expect(queryOf(NO_FILTER)).toEqual({});
  });
});
