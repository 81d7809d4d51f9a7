import { expect, it } from 'vitest';
import { enter } from '../browser.ts';
import type { World } from '../world.ts';

export const staffJourneys = (world: World): void => {
  it('shows the operator sources, runs and what was put aside', async () => {
    const { page } = await world.visit();
    await enter(page, 'operator', '/operator');
    await page.getByRole('heading', { name: 'Mis de côté' }).waitFor();
    await page.locator('caption', { hasText: /\d+ sources?/ }).waitFor();
    await page.locator('caption', { hasText: /derniers? traitements?/ }).waitFor();
    expect(await page.locator('main').innerText()).toMatch(/pas des joueurs/);
  }, 60_000);

  it('lets an adviser make a card, by which a young person enters and is given a recovery code', async () => {
    const adviser = await world.visit();
    await enter(adviser.page, 'adviser', '/adviser');
    await adviser.page.getByLabel('Combien').fill('1');
    await adviser.page.getByRole('button', { name: 'Faire les cartes' }).click();
    const code = await adviser.page.locator('.sheet-code').first().innerText();

    const young = await world.visit();
    await young.page.goto('/');
    await young.page.getByLabel('Code de la carte').fill(code);
    await young.page.getByLabel('Pseudo').fill(`Alex ${Date.now() % 100_000}`);
    await young.page.getByRole('button', { name: 'Entrer', exact: true }).click();
    expect((await young.page.locator('.recovery-code').innerText()).length).toBeGreaterThanOrEqual(8);
    await young.page.getByRole('link', { name: "C'est noté" }).click();
    await young.page.getByRole('heading', { name: 'Avant de marcher' }).waitFor();
  }, 60_000);

  it('closes a view to another role, in words', async () => {
    const { page } = await world.visit();
    await enter(page, 'institution', '/territory');
    await page.goto('/operator');
    await page.getByText('Cette page est faite pour un autre rôle.').waitFor();
    expect(await page.locator('table').count()).toBe(0);
  }, 60_000);
};
