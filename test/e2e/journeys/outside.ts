import type { BrowserContext, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { enterAlone } from '../../../api/contract/enter.ts';
import type { getFog } from '../../../api/contract/play.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import { act, ask } from '../act.ts';
import { OTHER_NAME } from '../browser.ts';
import type { RealWorld } from '../world.ts';

const LIEVIN = { latitude: 50.4229, longitude: 2.7775 };
/** About 90 metres: another square of 50 m. */
const NORTH = 0.0008;
/** A square counts after five seconds in it. */
const IN_A_SQUARE_MS = 6_000;

/** A young person with an account of their own, who has said yes to positions, on the map. */
const onTheMap = async (page: Page, origin: string): Promise<void> => {
  await page.goto(`${origin}/play/offers?hook`);
  const nickname = `Dehors ${Math.floor(Math.random() * 1e6)}`;
  const body = { nickname, passphrase: 'une phrase assez longue', ageBand: '18-25', territory: '62510' };
  const entered = await act<ResponseOf<typeof enterAlone>>(page, 'POST', '/enter/alone', body);
  expect(entered.status).toBe(200);
  await page.goto(`${origin}/play?hook`);
  await page.getByRole('button', { name: "D'accord, je joue" }).click();
};

const walkTo = async (context: BrowserContext, steps: number): Promise<void> =>
  context.setGeolocation({ ...LIEVIN, latitude: LIEVIN.latitude + steps * NORTH, accuracy: 9 });

export const outsideJourneys = (world: RealWorld): void => {
  it('walks with the phone’s own GPS: asked after a tap, only squares leave, the clouds clear', async () => {
    const { page, context } = await world.visit();
    const sent: string[] = [];
    page.on('request', (request) => {
      const body = request.postData();
      if (body !== null) sent.push(`${request.url()} ${body}`);
    });
    await onTheMap(page, world.origin());
    const start = page.getByRole('button', { name: 'Commencer la balade' });
    await start.waitFor();
    await context.grantPermissions(['geolocation']);
    await walkTo(context, 0);
    await start.click();
    await page.getByText("C'est parti").waitFor();
    for (const step of [0, 1, 2]) {
      await walkTo(context, step);
      await page.waitForTimeout(IN_A_SQUARE_MS);
      // The same square again, a step further on: a phone that stands still gives no new position.
      await walkTo(context, step + 0.02);
      await page.waitForTimeout(300);
    }
    await page.getByRole('button', { name: 'Finir la balade' }).click();
    await expect
      .poll(async () => (await ask<ResponseOf<typeof getFog>>(page, '/play/fog')).cells.length, {
        timeout: 30_000,
        interval: 500,
      })
      .toBeGreaterThanOrEqual(1);
    const batches = sent.filter((line) => line.includes('/play/batches'));
    expect(batches.length).toBeGreaterThan(0);
    expect(sent.filter((line) => /50\.4\d|2\.77\d|latitude|longitude/.test(line))).toEqual([]);
    // What the map stands on is the tile file of the instance.
    await expect
      .poll(() => page.evaluate(() => globalThis.__joka?.ground()))
      .toEqual(expect.arrayContaining(['transportation', 'water']));
  }, 120_000);

  it('says what still works to who refuses the position, and keeps the whole list', async () => {
    const { page } = await world.visit({ width: 360, height: 740 });
    await onTheMap(page, world.origin());
    await page.getByRole('button', { name: 'Commencer la balade' }).click();
    await page
      .getByText('Tu as dit non à la position : la liste et les photos marchent quand même.')
      .waitFor();
    await page.getByRole('link', { name: 'Offres', exact: true }).click();
    await page.locator('.offer-card').first().waitFor();
    expect(await page.locator('.offer-card').count()).toBe(8);
    await page.getByRole('link', { name: 'Photo', exact: true }).click();
    await page.locator('input[type=file]:not(:disabled)').first().waitFor({ state: 'attached' });
  }, 60_000);

  it('says on plain http from another host why walking cannot work, while list and photos do', async () => {
    const origin = world.origin().replace('127.0.0.1', OTHER_NAME);
    const { page } = await world.visit({ width: 360, height: 740 }, origin);
    await onTheMap(page, origin);
    expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
    await page.getByText('le navigateur refuse la position').waitFor();
    expect(await page.getByRole('button', { name: 'Commencer la balade' }).isDisabled()).toBe(true);
    await page.getByRole('link', { name: 'Offres', exact: true }).click();
    await page.locator('.offer-card').first().click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Photo', exact: true }).click();
    const sharp = (await import('sharp')).default;
    const jpeg = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#ddd' } })
      .jpeg()
      .toBuffer();
    await page
      .locator('input[type=file]')
      .last()
      .setInputFiles({ name: 'vitrine.jpg', mimeType: 'image/jpeg', buffer: jpeg });
    await page.locator('.photo-follow').waitFor({ timeout: 30_000 });
  }, 90_000);
};
