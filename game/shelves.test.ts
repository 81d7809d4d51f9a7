import { latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import type { Cell } from './ids.ts';
import { SCENARIO } from './scenario.ts';
import { communeOf, openPile, openPins, shelfOf } from './shelves.ts';
import type { Placed } from './shelves.ts';

const cell = latLngToCell(50.42, 2.78, 10) as Cell;
const offer = (id: string, precision: Placed['precision'], createdAt = 0): Placed => ({
  id,
  precision,
  cell: precision === 'door' || precision === 'photo' ? cell : null,
  commune: precision === 'department' ? null : '62510',
  createdAt,
});

describe('shelves', () => {
  it('pin only what is known to the door, street or photo', () => {
    expect(shelfOf(offer('a', 'door'))).toBe('pin');
    expect(shelfOf(offer('a', 'commune'))).toBe('pile');
    expect(shelfOf(offer('a', 'department'))).toBe('list');
    expect(shelfOf({ ...offer('a', 'street'), cell: null })).toBe('list');
  });

  it('show a pin when its own cloud is cleared', () => {
    const offers = [offer('a', 'photo'), offer('b', 'commune')];
    expect(openPins(offers, new Set())).toEqual([]);
    expect(openPins(offers, new Set([cell])).map((o) => o.id)).toEqual(['a']);
  });

  it('open a pile offer by offer, oldest first, and never close it by walking on', () => {
    const offers = [offer('b', 'commune', 2), offer('a', 'commune', 1)];
    const step = SCENARIO.cellsPerPileOffer;
    expect(openPile(SCENARIO, offers, step - 1)).toEqual({ opened: [], total: 2, nextIn: 1 });
    expect(openPile(SCENARIO, offers, step).opened.map((o) => o.id)).toEqual(['a']);
    expect(openPile(SCENARIO, offers, step * 5)).toMatchObject({ total: 2, nextIn: null });
  });

  it('count a cloud for the nearest commune', () => {
    const communes = [
      { code: '62510', lat: 50.42, lng: 2.78 },
      { code: '62498', lat: 50.43, lng: 2.83 },
    ];
    expect(communeOf([50.421, 2.785], communes)).toBe('62510');
    expect(communeOf([50.43, 2.825], communes)).toBe('62498');
    expect(communeOf([50.43, 2.825], [])).toBeNull();
  });
});
