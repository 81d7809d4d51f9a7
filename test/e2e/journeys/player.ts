import { cellToLatLng } from 'h3-js';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { getDiscoveries, getFog } from '../../../api/contract/play.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import type { Hook } from '../../../viz/map/hook.ts';
import { ask } from '../act.ts';
import { enter } from '../browser.ts';
import type { World } from '../world.ts';

type Fog = ResponseOf<typeof getFog>;
type Discoveries = ResponseOf<typeof getDiscoveries>;

const hook = <T>(page: Page, read: (joka: Hook) => T): Promise<T> =>
  page.evaluate(`(${read.toString()})(globalThis.__joka)`) as Promise<T>;

const sorted = (items: Iterable<string>): string[] => [...items].sort();

/** Where a place is on the map, once the map has stopped gliding after the walker. */
const pixelAtRest = async (page: Page, place: [number, number]): Promise<[number, number]> => {
  let before: [number, number] = [NaN, NaN];
  for (;;) {
    const now = (await page.evaluate(([lng, lat]) => globalThis.__joka?.pixel(lng, lat), place)) ?? before;
    if (now[0] === before[0] && now[1] === before[1]) return now;
    before = now;
    await page.waitForTimeout(700);
  }
};

/** A new player: says yes to positions and sees the map. */
const startPlaying = async (page: Page): Promise<void> => {
  await enter(page, 'player', '/play');
  await page.getByRole('button', { name: "D'accord, je joue" }).click();
  await page.waitForFunction(() => globalThis.__joka?.layers().some(({ id }) => id === 'fog') === true);
};

/** Walks on until some clouds are cleared and one has arrived, and waits until the server has settled every batch. */
const walkAWhile = async (page: Page, clouds: number): Promise<void> => {
  const east = page.getByRole('button', { name: 'Marcher vers : est' });
  await east.click();
  await page.waitForFunction((n) => (globalThis.__joka?.explored().length ?? 0) >= n, clouds);
  await page.getByRole('button', { name: "Je m'arrête", disabled: true }).waitFor();
  await expect
    .poll(
      async () => {
        const fog = await ask<Fog>(page, '/play/fog');
        const here = await hook(page, (joka) => joka.explored());
        return fog.waiting === 0 && fog.cells.length === here.length;
      },
      { timeout: 40_000, interval: 500 },
    )
    .toBe(true);
};

export const playerJourneys = (world: World): void => {
  it('walks through town: clouds clear on the phone as on the server, points follow, a pin can be picked', async () => {
    const { page } = await world.visit();
    await startPlaying(page);
    expect(await hook(page, (joka) => joka.explored())).toEqual([]);
    await walkAWhile(page, 2);

    const fog = await ask<Fog>(page, '/play/fog');
    expect(sorted(fog.cells.map(({ cell }) => cell))).toEqual(await hook(page, (joka) => joka.explored()));
    await page
      .getByText(`${fog.cells.length * 5} points`)
      .first()
      .waitFor();

    const { pins } = await ask<Discoveries>(page, '/play/discoveries');
    expect(pins.length).toBeGreaterThan(0);
    await expect
      .poll(() => hook(page, (joka) => joka.layers().find(({ id }) => id === 'pins')?.ids ?? []))
      .toEqual(pins.map(({ offer }) => offer.id));

    const [pin] = pins;
    if (pin === undefined) throw new Error('no pin');
    const [lat, lng] = cellToLatLng(pin.cell);
    const at: [number, number] = pin.door === null ? [lng, lat] : [pin.door.lng, pin.door.lat];
    const card = page.locator('.walk-panel .offer-card', { hasText: pin.offer.title });
    // In software a frame takes up to a second, and the map may glide once more between the look and the tap.
    await expect
      .poll(
        async () => {
          const [x, y] = await pixelAtRest(page, at);
          const picked = await page.evaluate(([px, py]) => globalThis.__joka?.pick(px, py), [x, y] as const);
          expect(picked).toMatchObject({ layer: 'pins', id: pin.offer.id });
          const map = await page.locator('.map-host').boundingBox();
          await page.mouse.click((map?.x ?? 0) + x, (map?.y ?? 0) + y);
          await page.waitForTimeout(1500);
          return card.count();
        },
        { timeout: 30_000 },
      )
      .toBe(1);
  }, 120_000);

  it('finds the same offers in the list as on the map', async () => {
    const { page } = await world.visit();
    await startPlaying(page);
    await walkAWhile(page, 2);
    const onMap = async () => hook(page, (joka) => joka.layers().find(({ id }) => id === 'pins')?.ids ?? []);
    await expect.poll(async () => (await onMap()).length).toBeGreaterThan(0);
    const ids = await onMap();
    await page.getByRole('link', { name: 'Découvertes', exact: true }).click();
    await page.locator('[data-list=pins] [data-offer]').first().waitFor();
    const listed = await page
      .locator('[data-list=pins] [data-offer]')
      .evaluateAll((items) => items.map((item) => item.getAttribute('data-offer')));
    expect(listed).toEqual(ids);
  }, 120_000);

  it('says how it went at an employer in two taps, also without a network, and finds it in « mes démarches »', async () => {
    const { page, context } = await world.visit();
    await enter(page, 'player', '/play');
    await page.getByRole('link', { name: 'Offres', exact: true }).click();
    const first = page.locator('.offer-card a').first();
    const title = await first.innerText();
    await first.click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await context.setOffline(true);
    await page.getByRole('button', { name: "J'y suis allé·e" }).click();
    await page.getByRole('button', { name: "J'ai vu quelqu'un" }).click();
    await page.getByText('Pas de réseau : tout reste sur ce téléphone. 2 envois en attente.').waitFor();
    await context.setOffline(false);
    await page.getByText('+10 points').waitFor();
    await page.getByRole('link', { name: 'Moi', exact: true }).click();
    const notebook = page.getByRole('region', { name: 'Mes démarches' });
    await notebook.getByText("J'ai vu quelqu'un").waitFor();
    await notebook.getByText('passé sur place').waitFor();
    expect(await notebook.getByText(title).count()).toBeGreaterThanOrEqual(2);
  }, 90_000);

  it('gives and withdraws a consent, each off until given', async () => {
    const { page } = await world.visit();
    await enter(page, 'player', '/play');
    await page.getByRole('link', { name: 'Moi', exact: true }).click();
    const research = page.getByLabel('Aider la recherche');
    await research.waitFor();
    expect(await page.locator('.switch input:checked').count()).toBe(0);
    await research.check();
    await page.getByText('Accord donné le').waitFor();
    await research.uncheck();
    await page.getByText('Accord retiré le').waitFor();
  }, 60_000);

  it('keeps the list, with a sentence, where the browser cannot draw a map', async () => {
    const { page } = await world.visit({
      before: () => {
        HTMLCanvasElement.prototype.getContext = () => null;
      },
    });
    await enter(page, 'player', '/play');
    await page.getByRole('button', { name: "D'accord, je joue" }).click();
    await page.getByText('Ce navigateur ne sait pas dessiner la carte').waitFor();
    await page.getByRole('heading', { name: 'Mes découvertes' }).waitFor();
    expect(await page.locator('canvas').count()).toBe(0);
  }, 60_000);
};
