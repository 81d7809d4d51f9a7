import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Page } from 'playwright-core';
import { enter, launch, visit } from './browser.ts';

/**
 * Takes the README's pictures of the views from a running demo into docs/pictures:
 * `npm run pictures -- http://localhost:8080`. Each is a PNG of a few colours, below 200 kB.
 */
const [origin = 'http://localhost:8080'] = process.argv.slice(2);
const FOLDER = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const LIMIT = 200_000;

const keep = async (page: Page, name: string): Promise<void> => {
  const shot = await page.screenshot();
  for (const [width, colours] of [
    [1280, 128],
    [1280, 48],
    [1000, 48],
    [800, 32],
  ] as const) {
    const scaled = sharp(shot).resize({ width, withoutEnlargement: true });
    const png = await scaled.png({ palette: true, colours, effort: 10 }).toBuffer();
    if (png.length > LIMIT && width > 800) continue;
    await writeFile(`${FOLDER}${name}.png`, png);
    console.log(`docs/pictures/${name}.png ${Math.round(png.length / 1000)} kB`);
    return;
  }
};

const rest = async (page: Page, ms = 1_500): Promise<void> => {
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(ms);
};

const browser = await launch();
await mkdir(FOLDER, { recursive: true });

const door = await visit(browser, origin, { height: 800 });
await door.page.goto('/');
await door.page.locator('.doors').waitFor();
await rest(door.page);
await keep(door.page, 'door');

const offers = await visit(browser, origin, { width: 400, height: 800 });
await offers.page.goto('/play/offers');
await offers.page.locator('.offer-card').first().waitFor();
await rest(offers.page);
await keep(offers.page, 'offers');

const player = await visit(browser, origin, { height: 800 });
await enter(player.page, 'player', '/play');
const agree = player.page.getByRole('button', { name: "D'accord, je joue" });
const walk = player.page.getByRole('button', { name: 'Marcher vers : est' });
await agree.or(walk).waitFor();
if (await agree.isVisible()) await agree.click();
for (const wind of ['est', 'nord', 'ouest', 'nord', 'est']) {
  await player.page.getByRole('button', { name: `Marcher vers : ${wind}` }).click();
  await player.page.waitForTimeout(9_000);
}
await rest(player.page, 3_000);
await keep(player.page, 'play');

const photo = player.page.getByRole('button', { name: /J'y marche/ });
if (await photo.isVisible()) await photo.click();
const facing = player.page.getByRole('link', { name: /Une annonce dans la vitrine/ });
await facing.click({ timeout: 120_000 });
await player.page.locator('.window-front').first().click();
await player.page.locator('.photo-follow[data-state=read]').waitFor({ timeout: 120_000 });
await player.page.evaluate(() => window.scrollTo(0, 160));
await rest(player.page);
await keep(player.page, 'photo');

const VIEWS = [
  { persona: 'sociologist', view: '/lab', ready: '[data-measure]', from: null },
  { persona: 'sociologist', view: '/lab', ready: '.lab-map .map-host canvas', from: '#cells-title' },
  { persona: 'institution', view: '/territory', ready: '.tile', from: null },
  { persona: 'institution', view: '/territory', ready: '[data-table] .track', from: '#persons-title' },
  { persona: 'operator', view: '/operator', ready: 'table', from: null },
] as const;

for (const { persona, view, ready, from } of VIEWS) {
  const { page, context } = await visit(browser, origin, { height: 800 });
  await enter(page, persona, view);
  await page.locator(ready).first().waitFor();
  if (from !== null)
    await page.locator(from).evaluate((title) => {
      title.scrollIntoView();
      window.scrollBy(0, -60);
    });
  await rest(page, 4_000);
  await keep(page, view.slice(1) + (from === null ? '' : `-${from.slice(1).replace('-title', '')}`));
  await context.close();
}
await browser.close();
