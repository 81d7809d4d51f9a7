import { readFile } from 'node:fs/promises';
import { tableFromIPC } from 'apache-arrow';
import { expect, it } from 'vitest';
import { enter } from '../browser.ts';
import type { World } from '../world.ts';

export const studyJourneys = (world: World): void => {
  it('shows a cohort: measures with n, coverage and interval, reasons for nulls, rows beneath', async () => {
    const { page } = await world.visit();
    await enter(page, 'sociologist', '/lab');
    const cards = page.locator('[data-measure]');
    await cards.first().waitFor();
    expect(await cards.count()).toBeGreaterThanOrEqual(5);
    for (const card of await cards.all()) {
      const text = await card.innerText();
      expect(text).toMatch(/n = \d+ sur \d+ personnes/);
      expect(text).toMatch(/couverture/);
    }
    const gyration = page.locator('[data-measure=rg_km]');
    await gyration.locator('summary').click();
    expect(await gyration.innerText()).toMatch(/personne-semaines? sans valeur/);
    await page.locator('.lab-rows tbody tr').first().waitFor();
    await page.getByLabel('Quel tableau').selectOption('ties');
    await page.locator('.lab-rows th', { hasText: 'tie_type' }).waitFor();
  }, 90_000);

  it('takes a file away for a stated purpose: the same rows as the table says', async () => {
    const { page } = await world.visit();
    await enter(page, 'sociologist', '/lab');
    const caption = await page.locator('.lab-rows caption').innerText();
    await page.getByLabel('Format').selectOption('arrow');
    await page.getByLabel('But').fill('Vérifier un export de bout en bout');
    await page.getByRole('button', { name: 'Préparer' }).click();
    const ready = page.getByRole('link', { name: /Télécharger / });
    const [download] = await Promise.all([page.waitForEvent('download'), ready.click()]);
    const table = tableFromIPC(await readFile(await download.path()));
    expect(`${table.numRows} lignes`).toBe(caption.replaceAll('\u202F', ''));
    await page.getByRole('button', { name: 'Montrer' }).click();
    await page.getByRole('link', { name: 'Télécharger en CSV' }).waitFor();
  }, 90_000);

  it('draws the portrait of a territory without any player, then masked figures with what is missing', async () => {
    const { page } = await world.visit();
    await enter(page, 'institution', '/territory');
    await page.getByRole('heading', { name: 'Portrait : Val-de-Scarbe' }).waitFor();
    expect(await page.locator('.tile').count()).toBe(4);
    for (const caption of [
      'Par métier',
      'Par contrat',
      'Par source',
      'Par précision du lieu',
      'Par ancienneté',
    ]) {
      await page.locator('caption', { hasText: caption }).waitFor();
    }
    const masked = page.locator('[data-table] .track.masked');
    await masked.first().waitFor();
    expect(await masked.first().innerText()).toBe('masqué (moins de 11 personnes)');
    await page
      .getByText(/il manque \d+ participants?/)
      .first()
      .waitFor();
  }, 90_000);
};
