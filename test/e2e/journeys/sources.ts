import { expect, it } from 'vitest';
import { act } from '../act.ts';
import type { RealWorld } from '../world.ts';

export const sourceJourneys = (world: RealWorld): void => {
  it('lets the first operator in by the link, to see what a feed set aside and to try it again', async () => {
    const { page } = await world.visit();
    await page.goto('/play/offers');
    const body = {
      code: world.operatorCode(),
      nickname: 'Exploitante',
      passphrase: 'une phrase assez longue',
    };
    expect((await act(page, 'POST', '/enter/link', body)).status).toBe(200);
    await page.goto('/operator');
    const aside = page.getByRole('region', { name: 'Mis de côté', exact: true });
    const row = aside.locator('tbody tr').filter({ hasText: 'FEED_FIELD_DATE' });
    expect(await row.innerText()).toContain('offres.0-3.json/resultats[3].dateCreation');
    await row.getByRole('button', { name: 'Réessayer' }).click();
    await row.getByText('1 essai').waitFor();
  }, 60_000);
};
