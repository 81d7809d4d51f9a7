import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { getFog } from '../../../api/contract/play.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import { enter } from '../browser.ts';
import type { World } from '../world.ts';

type Fog = ResponseOf<typeof getFog>;

const explored = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => globalThis.__joka?.explored() ?? []);

const fogOnServer = (page: Page): Promise<Fog> =>
  page.evaluate(async () => (await fetch('/api/v1/play/fog', { cache: 'no-store' })).json()) as Promise<Fog>;

/** Walks east until `n` clouds more are cleared on the phone. */
const walkEast = async (page: Page, n: number): Promise<void> => {
  const goal = (await explored(page)).length + n;
  await page.getByRole('button', { name: 'Marcher vers : est' }).click();
  await page.waitForFunction((clouds) => (globalThis.__joka?.explored().length ?? 0) >= clouds, goal);
};

export const offlineJourneys = (world: World): void => {
  it('opens without a network: the known map, clouds and offers; what is walked and done there arrives later, once', async () => {
    const { page, context } = await world.visit({ width: 360, height: 740, installed: true });
    page.setDefaultTimeout(90_000);
    await enter(page, 'player', '/play');
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (navigator.serviceWorker.controller === null)
        await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done));
    });
    await page.getByRole('button', { name: "D'accord, je joue" }).click();
    await walkEast(page, 2);
    await expect
      .poll(async () => (await fogOnServer(page)).cells.length, { timeout: 40_000 })
      .toBeGreaterThan(1);
    await page.getByRole('link', { name: 'Offres', exact: true }).click();
    const offer = page.locator('.offer-card a').first();
    const title = await offer.innerText();
    await offer.click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    const address = new URL(page.url()).pathname;

    await context.setOffline(true);
    await page.goto('/play?hook');
    await page.waitForFunction(() => globalThis.__joka?.layers().some(({ id }) => id === 'fog') === true);
    expect((await explored(page)).length).toBeGreaterThan(1);
    await page.getByText('Pas de réseau').first().waitFor();
    await walkEast(page, 2);
    const walked = [...(await explored(page))].sort();
    await page.goto(`${address}?hook`);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.getByRole('button', { name: "J'y suis allé·e" }).click();
    await page.getByRole('button', { name: "J'ai vu quelqu'un" }).click();
    await page.getByText('envois en attente').waitFor();

    await context.setOffline(false);
    await page.goto('/play?hook');
    await expect
      .poll(
        async () => {
          const fog = await fogOnServer(page);
          return fog.waiting === 0 ? fog.cells.map(({ cell }) => cell).sort() : [];
        },
        { timeout: 60_000 },
      )
      .toEqual(expect.arrayContaining(walked));
    await page.getByRole('link', { name: 'Moi', exact: true }).click();
    const notebook = page.getByRole('region', { name: 'Mes démarches' });
    await notebook.getByText("J'ai vu quelqu'un").waitFor();
    expect(await notebook.getByText("J'ai vu quelqu'un").count()).toBe(1);

    // Leaving takes the kept answers along.
    await page.getByRole('button', { name: 'Quitter' }).click();
    const kept = () =>
      page.evaluate(async () =>
        (await (await caches.open('joka-answers')).keys()).map(({ url }) => new URL(url).pathname),
      );
    await expect
      .poll(async () => (await kept()).filter((path) => /\/(play|me|offers)/.test(path)))
      .toEqual([]);
  }, 240_000);
};
