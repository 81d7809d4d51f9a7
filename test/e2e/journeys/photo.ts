import { expect, it } from 'vitest';
import { ask } from '../act.ts';
import { seriousFindings } from '../axe.ts';
import { enter } from '../browser.ts';
import type { World } from '../world.ts';

export const photoJourneys = (world: World): void => {
  it('photographs the window in front, corrects what was read, and finds the offer in the open list', async () => {
    const { page } = await world.visit();
    await enter(page, 'player', '/play');
    await page.getByRole('button', { name: "D'accord, je joue" }).click();
    await page.getByRole('link', { name: /Une annonce dans la vitrine/ }).click();
    await page.locator('.window-front').first().click();
    const photo = page.locator('.photo-follow');
    await page.locator('.photo-follow[data-state=read]').waitFor({ timeout: 90_000 });
    expect((await page.locator('.read-text').innerText()).length).toBeGreaterThan(20);

    const title = `Serveuse ou serveur du soir ${Date.now()}`;
    await photo.getByLabel('Intitulé').fill(title);
    await photo.getByRole('button', { name: "C'est bon, je publie" }).click();
    await page
      .locator('.photo-follow:not([data-state=read], [data-state=confirmed])')
      .waitFor({ timeout: 60_000 });
    // Words that were not on the poster: an adviser looks before everyone does.
    expect(await photo.getAttribute('data-state')).toBe('review');

    const adviser = await world.visit();
    await enter(adviser.page, 'adviser', '/adviser');
    const checked = adviser.page.getByRole('article').filter({ has: adviser.page.getByRole('img') });
    expect(await checked.getByLabel('Intitulé').inputValue()).toBe(title);
    expect(await seriousFindings(adviser.page)).toEqual([]);
    await checked.getByRole('button', { name: 'Accepter et publier' }).click();
    await adviser.page.getByText("Aucune photo à vérifier pour l'instant.").waitFor();

    const id = await photo.getAttribute('data-photo');
    await expect
      .poll(async () => (await ask<{ state: string }>(page, `/photos/${id}`)).state, { timeout: 60_000 })
      .toBe('published');
    await page.goto(`/play/photo?id=${id}`);
    await page.getByRole('link', { name: "Voir l'offre" }).click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/play\/offers\/[0-9a-f-]{36}$/);
  }, 180_000);

  it('refuses a file that is no picture, on the phone, with words and a code', async () => {
    const { page } = await world.visit();
    await enter(page, 'player', '/play');
    await page.getByRole('link', { name: 'Photo', exact: true }).click();
    await page
      .locator('input[type=file]')
      .last()
      .setInputFiles({ name: 'cv.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a picture') });
    await page.getByText("Ce fichier n'est pas une photo lisible.").waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('Code PHOTO_NOT_AN_IMAGE');
  }, 60_000);
};
