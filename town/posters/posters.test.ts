import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { createEmployers } from '../offers/employers.ts';
import { STREET_NAMES, STREET_TYPES } from '../plan/street-names.ts';
import { FIRMS, SHOP_ENDS, TRADES } from '../offers/trades.ts';
import { createPlan } from '../plan/plan.ts';
import { createRandom } from '../random.ts';
import { drawPoster } from './draw-poster.ts';
import { ACCENTS, GLYPHS } from './glyphs.ts';
import { flatten, textWidth } from './lettering.ts';
import { createPosters } from './poster.ts';
import { renderPoster } from './render-poster.ts';

const random = createRandom('posters');
const plan = createPlan(random.fork('plan'));
const posters = createPosters(createEmployers(plan, random.fork('employers')), 16, random.fork('posters'));

describe('window posters', () => {
  it('need no font: every character that a poster can carry has strokes of its own', () => {
    const words = [
      ...posters.flatMap((p) => p.lines),
      ...TRADES.flatMap((t) => [t.poster, ...t.shops]),
      ...SHOP_ENDS,
      ...FIRMS,
      ...STREET_NAMES,
      ...Object.values(STREET_TYPES).flat(),
    ].join('');
    const missing = [...new Set(words.normalize('NFD'))].filter(
      (c) => c !== ' ' && !(c in GLYPHS) && !(c in ACCENTS),
    );
    expect(missing).toEqual([]);
    expect(posters.map((p) => drawPoster(p, random.fork(p.id))).join('')).not.toMatch(/<text|font/);
  });

  it('have letters that stay within their box', () => {
    for (const [letter, [width, path]] of Object.entries(GLYPHS)) {
      const points = flatten(path).flat();
      expect(points.length, letter).toBeGreaterThan(1);
      for (const p of points) {
        expect(p.x, letter).toBeGreaterThanOrEqual(-1.6);
        expect(p.x, letter).toBeLessThanOrEqual(width + 1.6);
        expect(p.y, letter).toBeGreaterThanOrEqual(-1.5);
        expect(p.y, letter).toBeLessThanOrEqual(18.5);
      }
    }
    const hand = { size: 14, weight: 0.1, stretch: 1, slant: 0, unsteady: 0 };
    expect(textWidth('ab', hand)).toBeCloseTo(7.4 + 2.9 + 7.8, 6);
  });

  it('are varied, and say nothing that could reach a real person', () => {
    expect(new Set(posters.map((p) => p.style.hand)).size).toBe(3);
    expect(new Set(posters.map((p) => p.style.stance)).size).toBe(3);
    const phones = posters.flatMap(({ truth }) => (truth.phone === null ? [] : [truth.phone]));
    const mails = posters.flatMap(({ truth }) => (truth.email === null ? [] : [truth.email]));
    expect(phones.length + mails.length).toBeGreaterThanOrEqual(posters.length);
    expect(phones.filter((p) => !/^(03 53 01|06 39 98) \d\d \d\d$/.test(p))).toEqual([]);
    expect(mails.filter((m) => !m.endsWith('.example'))).toEqual([]);
  });

  it('become JPEG photos without metadata, the same from the same stream', async () => {
    const poster = posters[0];
    if (poster === undefined) throw new Error('no poster');
    const one = await renderPoster(sharp, poster, createRandom('photo'));
    const two = await renderPoster(sharp, poster, createRandom('photo'));
    expect(Buffer.compare(one, two)).toBe(0);
    const seen = await sharp(one).metadata();
    expect([seen.format, seen.width, seen.height, seen.exif]).toEqual(['jpeg', 1200, 1600, undefined]);
    expect(one.length).toBeLessThan(1_000_000);
  });
});
