import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { seriousFindings } from '../axe.ts';
import { enter } from '../browser.ts';
import type { World } from '../world.ts';

type View = { name: string; persona: string | null; path: string; ready: string };

const VIEWS: readonly View[] = [
  { name: 'door', persona: null, path: '/', ready: '.doors' },
  { name: 'offers', persona: null, path: '/play/offers', ready: '.offer-card' },
  { name: 'play', persona: 'player', path: '/play', ready: '.play-body h1' },
  { name: 'discoveries', persona: 'player', path: '/play/discoveries', ready: '.play-body h1' },
  { name: 'photo', persona: 'player', path: '/play/photo', ready: '.play-body h1' },
  { name: 'me', persona: 'player', path: '/play/me', ready: '.ledger, .card .card' },
  { name: 'lab', persona: 'sociologist', path: '/lab', ready: '.lab-rows tbody tr' },
  { name: 'territory', persona: 'institution', path: '/territory', ready: '[data-table] .track' },
  { name: 'operator', persona: 'operator', path: '/operator', ready: 'table' },
  { name: 'adviser', persona: 'adviser', path: '/adviser', ready: 'form' },
];

const HOMES: Record<string, string> = {
  player: '/play',
  sociologist: '/lab',
  institution: '/territory',
  operator: '/operator',
  adviser: '/adviser',
};

const open = async (page: Page, { persona, path, ready }: View): Promise<void> => {
  if (persona !== null) await enter(page, persona, HOMES[persona] ?? '/');
  await page.goto(path);
  await page.locator(ready).first().waitFor();
  await page.waitForLoadState('networkidle');
};

const wide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const over = document.scrollingElement?.scrollWidth ?? 0;
    if (over <= window.innerWidth) return [];
    return [...document.querySelectorAll('main *')]
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
      .slice(0, 5)
      .map((element) => `${element.tagName}.${element.className} in ${over} px`);
  });

const small = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a.button, select, input:not([type=file])')]
      .filter((element) => element.checkVisibility())
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.height < 29 || box.width < 24))
      .map(({ element, box }) => `${element.tagName} ${element.textContent} ${box.width}x${box.height}`),
  );

/** What holds for every view: both languages, 360 px, no serious finding of axe, the town's sentence. */
export const everyView = (world: World): void => {
  it.each(VIEWS)(
    '$name is readable by everyone at 1280 px in French',
    async (view) => {
      const { page } = await world.visit();
      await open(page, view);
      expect(await page.locator('html').getAttribute('lang')).toBe('fr');
      expect(await page.locator('.disclaimer').innerText()).toMatch(
        /^Ville inventée : l.effet a été écrit dans le générateur$/,
      );
      expect(await seriousFindings(page)).toEqual([]);
    },
    60_000,
  );

  it.each(VIEWS)(
    '$name is usable at 360 px in English',
    async (view) => {
      const { page } = await world.visit({ width: 360, height: 740, language: 'en' });
      await open(page, view);
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      expect(await page.locator('.disclaimer').innerText()).toMatch(/^Invented town/);
      expect(await wide(page)).toEqual([]);
      expect(await small(page)).toEqual([]);
      const text = await page.locator('body').innerText();
      expect(text).not.toMatch(/\b(play|lab|door|territory|operator|state|action)\.[a-z]+/);
      expect(await seriousFindings(page)).toEqual([]);
    },
    60_000,
  );

  it('switches language in place', async () => {
    const { page } = await world.visit();
    await page.goto('/play/offers');
    await page.getByLabel('Chercher').fill('vente');
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.getByLabel('Search').inputValue()).toBe('vente');
    await page.getByRole('button', { name: 'Français' }).click();
    await page.getByLabel('Chercher').waitFor();
  }, 60_000);

  it.each([
    { view: 'offers', at: '/play/offers', map: false, atMost: 180_000 },
    { view: 'map', at: '/play', map: true, atMost: 900_000 },
  ])(
    'weighs little on prepaid data: $view at most $atMost bytes compressed',
    async ({ at, map, atMost }) => {
      const { page } = await world.visit();
      await enter(page, 'player', '/play');
      const names = new Set<string>();
      page.on('response', (response) => {
        if (/\.(m?js|css)$/.test(new URL(response.url()).pathname)) names.add(response.url());
      });
      await page.goto(`${at}?hook`);
      if (map) {
        await page.getByRole('button', { name: "D'accord, je joue" }).click();
        await page.waitForFunction(() => globalThis.__joka?.layers().some(({ id }) => id === 'fog') === true);
      } else await page.locator('.offer-card').first().waitFor();
      await page.waitForLoadState('networkidle');
      let bytes = 0;
      for (const name of names) {
        const { headers } = await fetch(name, { method: 'HEAD', headers: { 'accept-encoding': 'br' } });
        expect(headers.get('content-encoding')).toBe('br');
        bytes += Number(headers.get('content-length'));
      }
      for (const part of ['use-base', 'map-tab', 'maplibre-gl-worker'])
        expect([...names].some((name) => name.includes(part))).toBe(map);
      expect(bytes).toBeGreaterThan(20_000);
      expect(bytes).toBeLessThan(atMost);
    },
    90_000,
  );
};
