import { gridDisk, latLngToCell } from 'h3-js';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { getBaseMap } from '../../../api/contract/map.ts';
import type { getDiscoveries, getFog } from '../../../api/contract/play.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import { act, ask } from '../act.ts';
import { enter } from '../browser.ts';
import type { World } from '../world.ts';

/** A walk of half an hour around the town's first corner, sent as a phone sends it: more than ten clouds. */
const walkAround = async (page: Page): Promise<void> => {
  const { start } = await ask<ResponseOf<typeof getBaseMap>>(page, '/map/base?territory=DEMO1');
  if (start === null) throw new Error('the town has no start');
  const began = Date.now() - 40 * 60_000;
  const dwells = gridDisk(latLngToCell(start.lat, start.lng, 11), 8).map((cell, i) => ({
    cell,
    home: false,
    firstAt: new Date(began + i * 10_000).toISOString(),
    lastAt: new Date(began + i * 10_000 + 8_000).toISOString(),
    n: 3,
    accuracy: 'fine',
  }));
  const device = await page.evaluate(() => crypto.randomUUID());
  const batch = { device, seq: 0, sentAt: new Date().toISOString(), dwells };
  expect((await act(page, 'POST', '/play/batches', batch)).status).toBe(202);
  await expect
    .poll(async () => (await ask<ResponseOf<typeof getFog>>(page, '/play/fog')).waiting, { timeout: 30_000 })
    .toBe(0);
};

export const keyJourneys = (world: World): void => {
  it('opens the door of a found ad with a key, and gives its contact on a tap, not before', async () => {
    const { page } = await world.visit({ width: 360, height: 740 });
    await enter(page, 'player', '/play');
    await page.getByRole('button', { name: "D'accord, je joue" }).click();
    await page.locator('.walk-panel').waitFor();
    await walkAround(page);
    const { pins } = await ask<ResponseOf<typeof getDiscoveries>>(page, '/play/discoveries');
    const pin = pins.find(({ keyOpens, door }) => keyOpens && door === null);
    if (pin === undefined) throw new Error('no ad whose door is closed near the start');

    await page.goto(`/play/offers/${pin.offer.id}`);
    await page.getByRole('heading', { name: 'La porte exacte est à découvrir' }).waitFor();
    await page.getByRole('button', { name: 'Découvrir avec une clé' }).click();
    await page.getByRole('heading', { name: 'La porte exacte', exact: true }).waitFor();
    expect(await page.locator('section', { hasText: 'La porte exacte' }).last().innerText()).toMatch(
      /\d+ (Rue|Boulevard|Avenue|Chemin|Cour|Place|Allée|Impasse)/,
    );

    expect(JSON.stringify(await ask(page, `/offers/${pin.offer.id}`))).not.toMatch(/@|\+33/);
    expect(await page.locator('a[href^="mailto:"], a[href^="tel:"]').count()).toBe(0);
    await page.getByRole('button', { name: "J'appelle" }).click();
    await page.locator('a[href^="mailto:"], a[href^="tel:"]').first().waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'La porte exacte', exact: true }).waitFor();
    expect(await page.locator('a[href^="mailto:"], a[href^="tel:"]').count()).toBe(0);
  }, 120_000);
};
