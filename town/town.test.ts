import { createHash } from 'node:crypto';
import { cellToParent, getResolution } from 'h3-js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OfferRef } from './events.ts';
import { townOptions } from './options.ts';
import { HOUR } from './people/calendar.ts';
import { distance } from './plan/projection.ts';
import { createTown } from './town.ts';
import type { Town } from './town.ts';

const sha = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
const batches = (town: Town) => town.events.flatMap((e) => (e.kind === 'batch' ? [e] : []));

describe('the small town', () => {
  it('is the same, byte for byte, from the same seed, and another from another', () => {
    const [a, b] = [createTown(townOptions('small')), createTown(townOptions('small'))];
    const other = createTown(townOptions('small', undefined, 'another'));
    for (const part of ['events', 'weeks', 'offers', 'posters'] as const)
      expect(sha(a[part])).toBe(sha(b[part]));
    expect(sha(a.plan.baseMap)).toBe(sha(b.plan.baseMap));
    expect(sha(a.events)).not.toBe(sha(other.events));
  });

  it('keeps its size', () => {
    const town = createTown(townOptions('small'));
    expect(town.persons).toHaveLength(20);
    expect(town.days).toHaveLength(14);
    expect(town.posters).toHaveLength(2);
  });
});

describe('the demo town', () => {
  let town: Town;
  beforeAll(() => {
    town = createTown(townOptions('demo'));
  });

  it('stays within its bounds', () => {
    const dwells = batches(town).reduce((sum, b) => sum + b.dwells.length, 0);
    expect(town.persons).toHaveLength(400);
    expect(dwells).toBeGreaterThan(30_000);
    expect(dwells).toBeLessThanOrEqual(400_000);
    expect(Math.max(...batches(town).map((b) => b.dwells.length))).toBeLessThanOrEqual(1000);
    const [west, south, east, north] = town.plan.baseMap.bbox;
    expect((north - south) * 111.2).toBeCloseTo(4, 0);
    expect((east - west) * 111.2 * Math.cos((50.42 * Math.PI) / 180)).toBeCloseTo(4, 0);
  });

  it('plays in time order and ends before its end', () => {
    const times = town.events.map((e) => e.at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThan(town.options.end);
    const made = new Map(
      town.events.flatMap((e) => (e.kind === 'account' ? [[e.person, e.at] as const] : [])),
    );
    expect(town.events.filter((e) => e.at < (made.get(e.person) ?? Number.POSITIVE_INFINITY))).toEqual([]);
  });

  it('sends every dwell of a phone from within one of its play sessions, and never before it was seen', () => {
    const phones = batches(town).filter((b) => !b.continuous);
    const strays = phones.filter(({ person, dwells, at }) => {
      const own = town.lives[person]?.sessions.find((s) => s.from === dwells[0]?.firstAt);
      const last = dwells.at(-1)?.lastAt ?? Number.POSITIVE_INFINITY;
      return own === undefined || last > own.to || at < last || dwells.some((d) => d.firstAt > d.lastAt);
    });
    expect(phones.length).toBeGreaterThan(1000);
    expect(strays).toEqual([]);
  });

  it('plays on few days, 10 to 45 minutes, some cut by battery or network', () => {
    const sessions = town.lives.flatMap((l) => l.sessions);
    const share = sessions.length / (town.persons.length * town.days.length);
    expect(share).toBeGreaterThan(0.05);
    expect(share).toBeLessThan(0.3);
    for (const s of sessions) {
      const minutes = (s.to - s.from) / 60_000;
      expect(minutes).toBeGreaterThanOrEqual(s.cut === 'battery' ? 2.9 : 9.9);
      expect(minutes).toBeLessThanOrEqual(45);
    }
    for (const cut of ['battery', 'network', 'lost'] as const)
      expect(sessions.some((s) => s.cut === cut)).toBe(true);
  });

  it('cuts the home zone: no cell of it is ever sent, and the home itself is inside it', () => {
    expect(new Set(town.persons.map((p) => p.homeZone.size))).toEqual(new Set([2]));
    const sent = batches(town).flatMap(({ person, dwells }) => dwells.map((d) => ({ person, ...d })));
    const leaks = sent.filter(({ person, cell, home }) =>
      cell === null
        ? !home
        : home ||
          getResolution(cell) !== 11 ||
          (town.persons[person]?.homeZone.has(cellToParent(cell, 8)) ?? true),
    );
    expect(leaks).toEqual([]);
    expect(sent.some((d) => d.home)).toBe(true);
  });

  it('lets every person live whole days that no phone tells', () => {
    const first = town.lives.flatMap((l) =>
      l.itineraries.map((day, i) => [day.stays[0]?.from, town.days[i]]),
    );
    expect(first.filter(([from, midnight]) => from !== midnight)).toEqual([]);
    const backwards = town.lives.flatMap((l) =>
      l.itineraries.flatMap(({ stays }) =>
        stays.filter((s, k) => s.to < s.from || s.from < (stays[k - 1]?.to ?? 0)),
      ),
    );
    expect(backwards).toEqual([]);
  });

  it('gives a newcomer a poster within 100 m that nobody has photographed', () => {
    const first = town.posters[0];
    expect(first && distance(first.place, town.start)).toBeLessThan(100);
    const taken = town.events.flatMap((e) => (e.kind === 'photo' ? [e.poster] : []));
    expect(taken).not.toContain(first?.id);
    expect(new Set(taken).size).toBe(taken.length);
    expect(taken.length).toBeGreaterThanOrEqual(10);
  });

  it('acts only on offers that the feed or a photo had brought before', () => {
    const read = (at: number): number => town.feedAt.findLast((f) => f + HOUR < at) ?? 0;
    const byId = new Map(town.offers.map((o) => [o.externalId, o]));
    const photoAt = new Map(
      town.events.flatMap((e) => (e.kind === 'photo' ? [[e.poster, e.at] as const] : [])),
    );
    const known = (offer: OfferRef, at: number): boolean =>
      'feed' in offer
        ? (byId.get(offer.feed)?.createdAt ?? at) <= read(at)
        : (photoAt.get(offer.poster) ?? at) < at;
    const refs = town.events.flatMap((e) =>
      'offer' in e && e.offer !== null ? [{ at: e.at, offer: e.offer }] : [],
    );
    expect(refs.length).toBeGreaterThan(1000);
    expect(refs.filter(({ at, offer }) => !known(offer, at))).toEqual([]);
  });
});

describe('a town that goes on', () => {
  it('changes nothing of what was played, and adds the weeks after', () => {
    const first = createTown(townOptions('small'));
    const longer = createTown({ ...townOptions('small'), extraWeeks: 2 });
    const { end } = first.options;
    const past = (town: Town) => town.events.filter((e) => e.at < end - 26 * HOUR);
    expect(sha(past(longer))).toBe(sha(past(first)));
    expect(longer.offers.slice(0, first.offers.length)).toEqual(first.offers);
    expect(longer.events.some((e) => e.at > end + 24 * HOUR)).toBe(true);
    expect(new Set(longer.offers.map((o) => o.externalId)).size).toBe(longer.offers.length);
  });
});
