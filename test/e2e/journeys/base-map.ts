import { expect, it } from 'vitest';
import { act } from '../act.ts';
import type { RealWorld } from '../world.ts';

const HOST = 'tiles.joka.test';
const STYLE = {
  version: 8,
  sources: {
    field: {
      type: 'geojson',
      attribution: 'Plan d’essai',
      data: {
        type: 'Feature',
        properties: {},
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [-10, 40],
              [10, 40],
              [10, 60],
              [-10, 60],
              [-10, 40],
            ],
          ],
        },
      },
    },
  },
  layers: [{ id: 'essai', type: 'fill', source: 'field', paint: { 'fill-color': '#cde' } }],
};

export const baseMapJourneys = (world: RealWorld): void => {
  it('refuses at start a style of another host that nobody has named', async () => {
    await expect(world.restart({ JOKA_MAP_STYLE: `https://${HOST}/style.json` })).rejects.toThrow(
      `JOKA_MAP_FOREIGN_HOST=${HOST}`,
    );
  }, 90_000);

  it('draws the style of another host once it is named, and asks no third one', async () => {
    await world.restart({ JOKA_MAP_STYLE: `https://${HOST}/style.json`, JOKA_MAP_FOREIGN_HOST: HOST });
    const { page, context, foreign } = await world.visit();
    const asked: string[] = [];
    await context.route(`https://${HOST}/**`, (route) => {
      asked.push(route.request().url());
      return route.fulfill({ json: STYLE, headers: { 'access-control-allow-origin': '*' } });
    });
    await page.goto('/play/offers?hook');
    const nickname = `Carte ${Math.floor(Math.random() * 1e6)}`;
    const body = { nickname, passphrase: 'une phrase assez longue', ageBand: '18-25', territory: '62510' };
    expect((await act(page, 'POST', '/enter/alone', body)).status).toBe(200);
    await page.goto('/play?hook');
    await page.getByRole('button', { name: "D'accord, je joue" }).click();
    await expect
      .poll(() => page.evaluate(() => globalThis.__joka?.ground()), { timeout: 20_000 })
      .toContain('essai');
    expect(asked).toEqual([`https://${HOST}/style.json`]);
    expect(foreign).toEqual([]);
    const refused = await page.evaluate(async () => {
      try {
        await fetch('https://elsewhere.joka.test/tile');
        return 'asked';
      } catch {
        return 'refused by the page’s own policy';
      }
    });
    expect(refused).toBe('refused by the page’s own policy');
    expect(foreign).toEqual([]);
  }, 90_000);
};
