import { expect, it } from 'vitest';
import { enter } from '../browser.ts';
import type { World } from '../world.ts';

const VIEWS = [
  { persona: 'institution', view: '/territory', path: '/territory/portrait', ready: '.tile' },
  { persona: 'sociologist', view: '/lab', path: '/lab/cohorts', ready: '[data-measure]' },
  { persona: 'operator', view: '/operator', path: '/operator/sources', ready: 'table' },
  { persona: 'adviser', view: '/adviser', path: '/review/photos', ready: 'form' },
] as const;

export const stateJourneys = (world: World): void => {
  it.each(VIEWS)(
    '$view shows that it is loading, then what failed with its code, and finds its way back',
    async ({ persona, view, path, ready }) => {
      const { page, context } = await world.visit();
      await enter(page, persona, view);
      await page.locator(ready).first().waitFor();
      let broken = true;
      await context.route(`**/api/v1${path}*`, async (route) => {
        if (!broken) return route.continue();
        await new Promise((resolve) => setTimeout(resolve, 500));
        return route.fulfill({
          status: 503,
          json: { code: 'DATABASE_AWAY', message: 'away', remedy: 'wait', requestId: 'essai-1' },
        });
      });
      await page.reload();
      await page.locator('.skeleton').first().waitFor();
      const alert = page.getByRole('alert').first();
      await alert.waitFor();
      expect(await alert.innerText()).toContain('Code DATABASE_AWAY · demande essai-1');
      broken = false;
      await alert.getByRole('button', { name: 'Réessayer' }).click();
      await page.locator(ready).first().waitFor();
      await expect.poll(() => page.getByRole('alert').count()).toBe(0);
    },
    60_000,
  );

  it('says that there is no network, and asks again when told to', async () => {
    const { page, context } = await world.visit({ width: 360, height: 740 });
    await page.goto('/play/offers');
    await page.locator('.offer-card').first().waitFor();
    await context.setOffline(true);
    await page.locator('.offer-card a').first().click();
    await page.getByText('Pas de réseau pour le moment.').waitFor();
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  }, 60_000);

  it('says why a list is empty and what one can do', async () => {
    const { page } = await world.visit();
    await enter(page, 'adviser', '/adviser');
    await page.getByText("Aucune photo à vérifier pour l'instant.").waitFor();
    await enter(page, 'operator', '/operator');
    await page.getByRole('region', { name: 'Mis de côté' }).locator('.card').first().waitFor();
    await enter(page, 'player', '/play');
    await page.getByRole('link', { name: 'Photo', exact: true }).click();
    await page.getByText("Aucune photo pour l'instant.").waitFor();
    expect(await page.locator('.photo-list li').count()).toBe(0);
  }, 60_000);
};
